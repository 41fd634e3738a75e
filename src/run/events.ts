import type { StageEvent } from '../stages/stage.js'

/** All that a run tells while it works; `seconds` are wall seconds. The CLI draws them, run.json is folded from them. */
export type RunEvent =
  | { readonly kind: 'run_started'; readonly name: string; readonly stages: readonly string[] }
  | { readonly kind: 'stage_started'; readonly stage: string }
  | (StageEvent & { readonly stage: string })
  | { readonly kind: 'table_made'; readonly stage: string; readonly table: string; readonly rows: number; readonly seconds: number }
  | {
      readonly kind: 'identity_checked'
      readonly stage: string
      readonly identity: string
      readonly scope: string
      readonly lhs: string
      readonly rhs: string
      readonly ok: boolean
    }
  | { readonly kind: 'stage_done'; readonly stage: string; readonly seconds: number }
  /** Of a stage that is not done: so many of its tables are made. */
  | { readonly kind: 'stage_saved'; readonly stage: string; readonly tables?: number; readonly of?: number; readonly seconds: number }
  | { readonly kind: 'finishing'; readonly what: string }
  | { readonly kind: 'finished'; readonly what: string; readonly seconds: number }
  | { readonly kind: 'run_done'; readonly folder: string; readonly code: number; readonly seconds: number }

export type Listener = (event: RunEvent) => void
