export { didYouMean } from '../config/nearest.js'
export { classOf, StageFault } from '../run/stage-fault.js'
