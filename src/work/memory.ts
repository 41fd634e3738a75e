export { engineMemory } from '../engine/memory.js'
