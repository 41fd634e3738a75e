import { words } from './names/source.js'

const table = (list: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    words(list).map((entry) => {
      const [name = '', others = ''] = entry.split(':')
      return [name, others.split('/')] as const
    }),
  )

/** Short and pet forms of given names, without accents. */
export const nicknames = table(`
JAMES:JIM/JIMMY JOHN:JACK/JOHNNY ROBERT:BOB/ROB/BOBBY MICHAEL:MIKE/MICK WILLIAM:BILL/WILL/BILLY DAVID:DAVE RICHARD:RICK/DICK/RICH CHARLES:CHUCK/CHARLIE
JOSEPH:JOE/JOEY THOMAS:TOM/TOMMY CHRISTOPHER:CHRIS DANIEL:DAN/DANNY DONALD:DON KENNETH:KEN/KENNY STEVEN:STEVE EDWARD:ED/EDDIE/TED RONALD:RON/RONNIE
ANTHONY:TONY MATTHEW:MATT TIMOTHY:TIM JEFFREY:JEFF STEPHEN:STEVE ANDREW:ANDY/DREW RAYMOND:RAY GREGORY:GREG JOSHUA:JOSH WALTER:WALT PATRICK:PAT PETER:PETE
DOUGLAS:DOUG HENRY:HANK LAWRENCE:LARRY NICHOLAS:NICK BENJAMIN:BEN SAMUEL:SAM GERALD:JERRY JONATHAN:JON FREDERICK:FRED ALEXANDER:ALEX/SASHA THEODORE:TED
MARY:MOLLY/POLLY PATRICIA:PAT/PATTY/TRISH BARBARA:BARB ELIZABETH:LIZ/BETH/BETTY JENNIFER:JEN/JENNY SUSAN:SUE/SUSIE MARGARET:PEGGY/MAGGIE/MEG DOROTHY:DOT
NANCY:NAN SANDRA:SANDY DEBORAH:DEB/DEBBIE JESSICA:JESS CYNTHIA:CINDY ANGELA:ANGIE MELISSA:MISSY REBECCA:BECKY KATHLEEN:KATHY PAMELA:PAM STEPHANIE:STEPH
CATHERINE:CATHY/KATE KATHERINE:KATE/KATHY CHRISTINE:CHRIS/TINA JUDITH:JUDY VICTORIA:VICKY/VIKA THERESA:TERRY SUZANNE:SUE JACQUELINE:JACKIE KIMBERLY:KIM
JOSE:PEPE/CHEPE FRANCISCO:PACO/PANCHO/KIKO IGNACIO:NACHO ENRIQUE:QUIQUE JESUS:CHUY MANUEL:MANNY/MANOLO ALEJANDRO:ALEX/JANDRO GUILLERMO:MEMO EDUARDO:LALO/EDDIE
ROBERTO:BETO/BOBBY ALBERTO:BETO RAFAEL:RAFA ANTONIO:TONO/TONY SALVADOR:CHAVA GUADALUPE:LUPE/LUPITA CONCEPCION:CONCHA DOLORES:LOLA ROSARIO:CHARO/CHAYO
TERESA:TERE GRACIELA:CHELA MARIA:MARY JOSEFINA:PEPA ISABEL:CHABELA LETICIA:LETY PATRICIO:PATO ROSEMARIE:ROSE TERESITA:TESS CORAZON:CORY MARILOU:MALOU
LUZVIMINDA:LUZ REYNALDO:REY ROLANDO:ROLLY DANILO:DANNY FERDINAND:FERDIE DMITRY:DIMA SERGEI:SERYOZHA VLADIMIR:VOVA ALEXEI:LYOSHA MIKHAIL:MISHA NIKOLAI:KOLYA
IVAN:VANYA EVGENY:ZHENYA EKATERINA:KATYA NATALIA:NATASHA TATIANA:TANYA OLGA:OLYA ANASTASIA:NASTYA SVETLANA:SVETA MOHAMMED:MO KRISHNA:KRISH SANJAY:SANJU`)

/** Ways in which a name is romanised, as rewriting rules by culture: each stands for the first place where it fits. */
export const romanisations: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  arabic: [
    [/^MOHAMMED$/, 'MUHAMMAD'], [/^MOHAMED$/, 'MUHAMMED'], [/^AHMED$/, 'AHMAD'], [/^YOUSSEF$/, 'YUSUF'], [/^HUSSEIN$/, 'HUSAYN'], [/^AL-/, 'EL-'], [/^EL-/, 'AL '],
    [/^ABDEL-/, 'ABDUL '], [/OU/, 'U'], [/EE/, 'I'], [/KH/, 'H'], [/SH/, 'CH'], [/Q/, 'K'], [/AID/, 'AYED'], [/ARI/, 'AREE'], [/SS/, 'S'], [/MM/, 'M'], [/I$/, 'Y'],
  ],
  slavic: [
    [/^ALEXANDER$/, 'ALEKSANDR'], [/^SERGEI$/, 'SERGEY'], [/^DMITRY$/, 'DMITRIY'], [/^YURI$/, 'IOURI'], [/^EVGENY$/, 'YEVGENIY'], [/SKY$/, 'SKIY'], [/SHCH/, 'SCH'],
    [/KH/, 'H'], [/ZH/, 'J'], [/TCH/, 'CH'], [/IEV/, 'YEV'], [/EEV/, 'EYEV'], [/YE/, 'E'], [/OV$/, 'OFF'], [/KS/, 'X'], [/YO/, 'IO'], [/TS/, 'C'], [/EI$/, 'EY'], [/Y$/, 'I'],
  ],
  chinese: [
    [/^ZH/, 'CH'], [/^X/, 'HS'], [/^Q/, 'CH'], [/^HUANG$/, 'WONG'], [/^WANG$/, 'WONG'], [/^CHEN$/, 'CHAN'], [/^LIN$/, 'LAM'], [/^C(?=[AEIOU])/, 'TS'], [/^D/, 'T'],
    [/^G/, 'K'], [/ONG$/, 'UNG'], [/IAN/, 'IEN'], [/IAO/, 'EAO'],
  ],
  vietnamese: [[/^HUYNH$/, 'HUINH'], [/^HOANG$/, 'HUYNH'], [/^VU$/, 'VO'], [/UONG/, 'OUNG'], [/^PH/, 'F'], [/^DUNG$/, 'DZUNG']],
  indian: [[/^LAKSHMI$/, 'LAXMI'], [/KSH/, 'X'], [/EE/, 'I'], [/TH/, 'T'], [/V/, 'W'], [/AA?R$/, 'AUR'], [/SH/, 'S']],
  thai: [[/PH/, 'P'], [/TH/, 'T'], [/EE/, 'I'], [/CH/, 'J'], [/RN$/, 'N']],
}

const rows = ['QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM', '1234567890']

const neighboursOf = (letter: string): string => {
  const row = rows.findIndex((keys) => keys.includes(letter))
  const at = (rows[row] ?? '').indexOf(letter)
  const beside = [rows[row]?.[at - 1], rows[row]?.[at + 1]]
  const above = row === 3 ? [] : [rows[row - 1]?.[at], rows[row - 1]?.[at + 1], rows[row + 1]?.[at], rows[row + 1]?.[at - 1]]
  return [...beside, ...above].filter((key) => key !== undefined && /[A-Z]/.test(key) === /[A-Z]/.test(letter)).join('')
}

/** The keys beside each key of an American keyboard: letters beside letters, digits beside digits. */
export const neighbours: ReadonlyMap<string, string> = new Map(Array.from(rows.join(''), (key) => [key, neighboursOf(key)]))
