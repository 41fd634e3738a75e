const lines = (text: string): readonly string[] => text.trim().split('\n')

export const openings = lines(`
I left {country} in {year} because I needed money for my family, and I trusted the people who promised me a job.
In {year} I came from {country} to the United States with nine others; we were told that everything was arranged.
My name is on my papers from {country}, but they kept them from {year} on.
I was born in {country}. In {year}, my cousin introduced me to an agency, which asked me for $6,500.
I arrived in {year} and did not know anyone here, or a word of English.`)

export const recruitments = lines(`
They said that the fees, the flight and the room would come out of my pay.
The contract promised 40 hours a week at $9.50, but that was never true.
I signed a paper that I could not read.
They told my mother that I would go to school.
The recruiter said, "It is easy work, and you can come home whenever you want."`)

export const works: Readonly<Record<string, readonly string[]>> = {
  LABOR: lines(`
I worked in their house from five in the morning until midnight, seven days a week, and was paid $200 a month.
We picked tomatoes, slept twelve to a trailer, and were charged for rent, food, and even the ride to the field.
I cleaned hotel rooms at night; the supervisor kept our passports in a locked drawer.
They made us work on the building site, and whoever complained was threatened with deportation.`),
  SEX: lines(`
They took me to a bar and said that I had to sit with customers until my debt was paid.
I was kept in an apartment with four other women, and men came every day.
I was sixteen. They drove me from one city to another and took all of the money.`),
  BOTH: lines(`
By day I cleaned the restaurant; at night they made me go with customers.
I worked in a massage parlor without pay, and was forced to do things I did not agree to.`),
}

export const closings = lines(`
I escaped with the help of a neighbor.
A woman from the church called the hotline for me.
I am afraid of what they would do to my parents, brothers and sisters if I went back.
I was found when agents came to the house.
I ran away one night, and a driver took me to a shelter.`)

export const relatives: Readonly<Record<'M' | 'F', readonly string[]>> = {
  M: ['stepfather', 'uncle', 'husband', 'brother-in-law', 'father', 'cousin'],
  F: ['aunt', 'stepmother', 'mother-in-law', 'cousin', 'mother', 'sister-in-law'],
}

export const offenderNotes = lines(`
Alleged trafficker is applicant's {relation}, {name} (DOB {born}); deny derivative benefits.
NOTE: {relation} {name} named as trafficker in statement, do not approve Supplement B for this person.
Trafficker: {name}, {relation} of applicant. "No derivative" per supervisor.
Applicant's {relation} ({name}) recruited and held her; see statement, p. 3.`)

export const otherNotes = lines(`
RFE sent, response received.
Interpreter needed; statement "taken over two days".
Declaration from law enforcement is pending, call back in 30 days.
Address changed, see envelope.`)

/** Statements of U petitions, by qualifying crime; `HIDDEN` tells of trafficking without the word. */
export const crimes: Readonly<Record<string, readonly string[]>> = {
  'DOMESTIC VIOLENCE': lines(`
My husband hit me for years, and last winter he broke my arm.
After we married he locked the door, took the phone, and said, "You are nothing here."`),
  'FELONIOUS ASSAULT': lines(`
Two men attacked me with a knife as I closed the store.
I was robbed, beaten and left in the street; I told the police all that I knew.`),
  'SEXUAL ASSAULT': lines(`
He followed me from the bus, and I reported what he did the same night.
My neighbor assaulted me, and I testified against him.`),
  'ROBBERY AND EXTORTION': lines(`
They came every Friday, asked for $300, and said that they knew where my children went to school.`),
  'FALSE IMPRISONMENT': lines(`
He held me in the basement for three days, until my sister called the police.`),
  OTHER: lines(`
Somebody threatened me as I was to be a witness in court.
My landlord stalked me, sent letters, and once set fire to the door.`),
  HIDDEN: lines(`
My boss kept my passport, and I worked without pay until the "debt" was paid, which it never was.
We were not allowed to leave the house where we cleaned and cooked; they counted us every night.
They brought me for a job, then said that I owed $12,000 and must work at the club.`),
  TRAFFICKING: lines(`
I was a victim of trafficking: they brought me here, kept my papers and made me work without pay.
This is a case of human trafficking; a man sold me to the owner of a bar, as I told the detective.`),
}
