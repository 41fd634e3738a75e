/** Bytes of files up to which one thread does all work: their tables fit into one piece of the engine's work, and a second thread would only wait, which takes as much of a processor as work does. */
const forOneThread = 300_000

/** How many threads the engine gets for files of so many bytes: those asked for, else as many as there are processors, told by undefined. */
export const threadsFor = (bytes: number, asked: number | undefined): number | undefined => asked ?? (bytes <= forOneThread ? 1 : undefined)

/** Bytes of files up to which threads share tables of few rows too: of larger files, tables that take long have rows enough for every thread. */
const forSharing = 20_000_000

/** Whether threads share tables of few rows, for files of so many bytes. */
export const sharesFewRows = (bytes: number, threads: number | undefined): boolean => threads !== 1 && bytes <= forSharing
