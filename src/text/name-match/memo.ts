const capacity = 20_000

/** Remembers a pure function of one text; emptied when it holds 20,000 texts, so memory stays bounded. */
export const memo = <Result>(of: (text: string) => Result): ((text: string) => Result) => {
  const known = new Map<string, Result>()
  return (text) => {
    let result = known.get(text)
    if (result === undefined) {
      result = of(text)
      if (known.size >= capacity) known.clear()
      known.set(text, result)
    }
    return result
  }
}
