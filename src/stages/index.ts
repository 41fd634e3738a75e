import { analyse } from './analyse.js'
import { block } from './block/block.js'
import { cluster } from './cluster/cluster.js'
import { compose } from './compose/index.js'
import { ingest } from './ingest.js'
import { normalise } from './normalise.js'
import { profile } from './profile.js'
import { quality } from './quality/index.js'
import { reconcile } from './reconcile/index.js'
import { score } from './score.js'
import type { Stage } from './stage.js'

/** The stages in the order in which they run. */
export const stages: readonly Stage[] = [ingest, profile, quality, reconcile, compose, normalise, block, score, cluster, analyse]
