/** Longest name read, in UTF-16 units, and most words kept: no person's name needs more, and the time to compare grows with their square. */
export const maxCharacters = 300
export const maxTokens = 16
/** Longest word kept. */
export const maxWordLength = 60
