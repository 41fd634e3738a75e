export { runFacts } from '../run/run-facts.js'
