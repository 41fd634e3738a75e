let held = 0
const freed = new FinalizationRegistry<number>((bytes) => void (held -= bytes))

/** Bytes of arrays that threads share: those count nowhere on the heap. What nothing refers to any more is taken off some time after it was collected. */
export const sharedBytes = (): number => held

/** An array of so many numbers, all 0, that other threads can be handed without a copy. */
export function sharedArray(length: number): Int32Array {
  const buffer = new SharedArrayBuffer(4 * length)
  held += buffer.byteLength
  freed.register(buffer, buffer.byteLength)
  return new Int32Array(buffer)
}
