/** A signal that the first Ctrl-C (or SIGTERM, SIGHUP) aborts; a second one ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130)
    process.stderr.write('\nstopping; press Ctrl-C again to leave at once\n')
    controller.abort()
  }
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop)
  return controller.signal
}
