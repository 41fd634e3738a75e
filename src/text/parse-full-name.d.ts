declare module 'parse-full-name' {
  export interface ParsedName {
    title: string
    first: string
    middle: string
    last: string
    nick: string
    suffix: string
    error: string[]
  }
  /** `fixCase` 0 leaves the case alone; without it an all lower-case name comes back in title case. */
  export function parseFullName(name: string, part?: 'all', fixCase?: 0 | 1, stopOnError?: 0 | 1, useLongLists?: 0 | 1): ParsedName
}
