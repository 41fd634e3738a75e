/** The odds of so many bits. An exponential takes a fifth of the time of a power, and is as exact to some 1e-14. */
export const oddsOf = (bits: number): number => Math.exp(bits * Math.LN2)

/** The probability of so many bits; beyond sixty it is as good as certain. */
export const probabilityOfBits = (bits: number): number => 1 / (1 + oddsOf(-Math.min(Math.max(bits, -60), 60)))
