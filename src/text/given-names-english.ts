/** One group a line: the formal name, its spellings, short and pet forms; English use, women then men. A form may stand in several groups. */
export const englishWomen = `
abigail abby abbie abbey gail
adelaide addie adela ada della heidi
adeline addie adelina addy
agatha aggie
agnes aggie nessie nessa
alexandra alex alexa lexi lexie sandra sandy allie ali alexandria sasha lexy xandra
alexis alex lexi lexie
alice allie alicia ali elsie alyce
alison allison allie ali allyson alyson
amanda mandy manda mandi
amelia amy millie mel emelia amalia
anastasia stacy stacey stasia ana
andrea andie andi drea
angela angie angel angelina angelica angeline
ann anne anna annie nan nancy nannie hannah anya annette nina
annabelle annabel anna belle bella
antoinette toni nettie netta
antonia toni tonya tonia
arlene arleen lena
ashley ash ashlee ashleigh
augusta gussie gus
barbara barb barbie babs bobbie barbra
beatrice bea trixie trix bee beatrix
belinda linda bel lindy
bernadette bernie detta
bernice bernie bunny berenice
bertha bertie birdie
bethany beth
beverly bev beverley
blanche blanch
bonita bonnie bonny
brenda bren
bridget biddy bridie bridgette brigid brigitte
brittany britt brittney britney brit
candace candy candice kandace
camille cammie millie camilla
carla carlie karla
carol carole caroline carolyn carrie karol carolina lynn caryl
cassandra cass cassie sandra sandy kassandra
catherine cathy kathy kate katie kathryn katherine katharine kathleen cathryn kay kit kitty kathie cate katy kat kaitlin caitlin karen catharine trina
cecilia cece cissy celia cecily sissy cecelia
charlene charlie char sharlene
charlotte charlie lottie lotte char charlie
cheryl sheryl cheri cherie sherry
christine chris chrissy tina christina kristina kristine christy kristin kirsten kris christie cristina christa krista kristen teena
claire clara clare clarissa
claudia claudie claudette
clementine clem
colleen coleen
constance connie
cordelia delia cordy
cornelia nell nellie corrie
courtney court kourtney
crystal chris kristal krystal
cynthia cindy cyndi cindi cyndy
daisy margaret
danielle dani danny daniela
daphne daph
darlene dar lena
dawn dawne
deborah deb debbie debra debby debbi debora
delores dolores dee lola
denise dee denyse
diana diane di dianne dianna dyan
dominique dom nikki
donna dona
dorothy dot dottie dolly dora dorothea thea dodie
edith edie
edna eddie
eileen ilene aileen
elaine lainey elayne
eleanor ellie nell nellie nora lenora ella elinor eleanora leonora
elizabeth liz beth betsy betty eliza lizzie libby bess bessie elsie elisabeth liza lisa lizbeth betsey bette bettie lisbeth elspeth lilibet
ella ellie
ellen nell nellie ellie helen nellie
elvira elva vera
emily em emmy millie emmie emilie emilia
emma em emmy emmie
erica rica ricki erika
ernestine erna tina
estelle essie stella estella
esther essie hester hettie ester
ethel ethyl
eugenia genie gene jenny
eunice unice nicey
evangeline eva evie
eve eva evie
evelyn eve evie lynn evelyne
felicia fel felicity licia
florence flo flossie florrie flora
frances fran franny fannie francie frankie francine
frederica freddie rica freda
gabrielle gabby gabi gabriella gaby gabriela
genevieve gen jenny viv eve
georgia george georgie georgina georgiana gina
geraldine geri gerry jerry dina
gertrude gert gertie trudy
gladys glad
gloria glory
grace gracie
guinevere jennifer gwen
gwendolyn gwen wendy gwendolen gwenda
hannah anna hanna nan
harriet hattie harriett hatty
heather heath
helen helena nell nellie ellen lena helene ellie
henrietta etta hettie hank retta
hilary hillary hil
hope hopie
ida idy
imogen immy imogene gene
irene rena renie
isabel isabella bell belle izzy bella isabelle ysabel isobel ella
jacqueline jackie jacki jacquelyn jacklyn jaclyn
jane janie jean jenny janey jayne
janet jan jannie jane jeannette
janice jan janis
jasmine jas jazz yasmin jasmin
jean jeanne jeanie jeannie jeanette gene
jennifer jen jenny jenn jenna jennie
jessica jess jessie
jill jillian gillian gill gilly
joan joanie jo
joanna jo joanne jody joann johanna annie
jocelyn joy lynn joss
josephine jo josie josey fina pepita
joyce joy
judith judy jude judi
julia julie jules juliet juliana julianne juliette
june junie
justine tina jus
kelly kel kelley kellie
kimberly kim kimmy kimberley kym kimberlee
laura laurie lori lolly lauretta
lauren laurie loren lauryn
leslie les lesley
leticia letty tish lettice
lillian lil lily lilly lillie lilian
linda lindy lynn lynda lin
lindsay lindsey lin linzy
lois loie
loretta lori etta retta
lorraine lori rainey raine
louise lou lulu louisa
lucille lucy lu lucinda lucia cindy
lydia lyddie lidia
lynn lynne lyn
mabel mae may amabel
madeline maddie maddy madeleine madelyn lena maddison
madison maddie maddy
marcia marcie marsha marcy
margaret maggie meg peggy marge margie madge daisy greta peg rita margot megan margery marjorie marguerite meggie margo mamie marg
marian marion mary ann
marilyn mary lynn marilynn
marissa rissa marisa
marlene marla marly
martha marty mattie patsy patty
mary marie maria molly polly may mae mamie mimi minnie maureen moll mollie
matilda mattie tilly tillie maud maude
maureen mo reenie maurine
maxine max maxie
megan meg meghan meagan
melanie mel lanie
melinda mel linda mindy lindy
melissa mel missy lissa millie
mercedes mercy sadie
meredith merry
michelle shelly micki mickey michele shell chelle
mildred millie milly
minerva minnie nerva
miranda mandy randy
miriam mimi mitzi mim
monica mona monika
muriel murie
myrtle myrt
nadine dina nada
naomi nomi omie
natalie nat natty nattie nathalie talia
nicole nikki nicky niki nichole nicola cole
norma normie
olivia liv livvy livia ollie
pamela pam pammy
patricia pat patty patsy trish tricia patti pattie
paula polly paulie pauline paulina
penelope penny pen
philippa pip pippa
phyllis phyl
priscilla cilla pris prissy
prudence prue pru
rachel rach rae shelly rachael
ramona mona
rebecca becky becca beck reba bec rebekah becki
regina gina reggie queenie
renee rene
roberta bobbie robbie bobby bert
rosalind roz ros rosalyn rosie lindy
rose rosie rosa rosy
rosemary rosie rose mary romy
roxanne roxie roxy rox roxane
ruth ruthie
sabrina brina
sally sarah sal sallie
samantha sam sammy sammie mandy
sandra sandy sandi sondra
sarah sally sadie sara sal
selina lena celina selena
sharon shari sherry sharron
sheila shelly shelia
shirley shirl lee
sophia sophie sofia sophy
stephanie steph stephie stevie stefanie fanny
susan sue susie suzy sukie susanna suzanne susannah suzie hannah
sylvia sylvie silvia syl
tabitha tabby
tamara tammy tam tami tamra
tara tarra
teresa terry tess tessa tracy theresa therese teri terri tessie tracey resa
thelma thel
tiffany tiff tiffani
valerie val valeria
vanessa nessa van essa
veronica ronnie roni vera nica
victoria vicky tori vicki vic vickie toria
viola vi violet
virginia ginny ginger gin virgie jinny
vivian viv vivien vivienne
wanda wandy
wilhelmina willa mina billie minnie wilma velma
winifred winnie freddie win
yvonne vonnie evonne yvette
zoe zoey
`

export const englishMen = `
aaron ron ronnie erin aron
abner ab
abraham abe abram bram
adam ad addy
adolph dolph adolf
adrian ade adriano
alan al allan allen alen
albert al bert bertie elbert
alexander alex al sandy alec xander lex alec zander alick sasha
alfred al fred alf alfie freddy alfredo
alonzo lon lonnie al alonso
alvin al vin alvie
ambrose brose
andrew andy drew dru
anthony tony ant antony anton toni
archibald archie arch baldie
arnold arnie
arthur art artie
augustus gus august augie augustine austin
barnabas barney barnaby
bartholomew bart barty bat
basil baz
benedict ben benny bennett dick
benjamin ben benny benji bennie benj jamie
bernard bernie barney barnard bern
bertram bert bertie
bradford brad ford
bradley brad
brandon bran brand
brian bryan bry bryant
bruce brucie
byron ron ronnie
caleb cale
calvin cal vin
cameron cam
carl karl charles
carter cart
cecil cec
cedric ced rick
chadwick chad
charles charlie chuck chas chip charley chaz carl carlos
chester chet
christian chris kit kris
christopher chris kit topher kris cris kristopher christy
clarence clare
clark clarke
claude claud
clayton clay
clement clem
clifford cliff ford
clifton cliff
clinton clint
clyde cly
conrad con connie kurt curt
cornelius con connie neil corny
craig craige
curtis curt kurt
cyril cy cyrus
dale dayle
damian damien
daniel dan danny dannie
darrell darryl daryl
david dave davey davy davie
dean deane
dennis denny den denis denney
derek derrick rick deric
desmond des
dominic dom nick nic dominick domenic
donald don donnie donny
douglas doug dougie douglass
duane dwayne dwane
dustin dusty
dylan dyl dillon
earl earle
edgar ed eddie ned
edmund ed eddie ned ted edmond
edward ed eddie ted teddy ned ward eddy
edwin ed eddie win ned
eli elias elijah ely
elliott elliot el eliot
elmer elm
emanuel manny emmanuel manuel immanuel
emil emile
eric rick erik erick
ernest ernie ern earnest
ethan eth
eugene gene
evan van
everett ev rett
ezekiel zeke
ezra ez
ferdinand ferdie fred
floyd lloyd
francis frank frankie fran franny
franklin frank frankie lin
frederick fred freddie freddy rick fritz frederic fredrick
gabriel gabe gabby
garrett gary garry jarrett
gary garry
gavin gav
geoffrey geoff jeff jeffrey
george georgie geordie
gerald gerry jerry jerrold
gerard gerry jerry
gilbert gil bert
glenn glen
gordon gordy don
graham gram graeme
grant grantley
gregory greg gregg
griffith griff
guy gui
harold hal harry
harrison harry
harvey harv
hector heck
henry hank harry hal
herbert herb bert herbie
herman herm
homer hom
horace horry
howard howie ward
hubert bert hugh
hugh hughie hugo
humphrey humph
ian iain
ignatius iggy nate
ira irah
irving irv irvin
isaac ike zac zak izaak
isaiah zay
isidore izzy
jack john jackie
jackson jack
jacob jake jack jay jakob
jamal jam
james jim jimmy jamie jem jimmie jas
jared jerry jarrod
jarvis jervis
jason jay
jasper jas casper
jeremiah jerry jeremy jem
jeremy jerry jem
jerome jerry
jesse jess jessie
joel joe
john jack johnny jon johnnie jock
jonathan jon johnny jonny nathan jonathon
jordan jordy judd
joseph joe joey jos jo
joshua josh
julian jules jule julius
justin jus justy
keith keeth
kenneth ken kenny kent
kevin kev
kurt curt
kyle ky
laurence larry lawrence lon lonnie laurie loren lars lorne
lee leigh
leo leon
leonard leo len lenny lennie leon
leroy roy lee
leslie les
lester les
levi lee
lewis lew louis lou louie ludwig
lincoln linc link
lloyd loyd floyd
lucas luke lucian lukas
luther luke
lyle lyell
malcolm mal
marcus mark marc marcel
mark marc markus
marshall marsh
martin marty mart
marvin marv
matthew matt matty mat mathew mathias matthias
maurice morris mo maury moe
maxwell max
maximilian max maxim
melvin mel
meyer myer
michael mike mick mickey micky mikey mitch micheal
miles milo myles
milton milt
mitchell mitch
montgomery monty
morgan mo
mortimer mort
moses mose moe
nathaniel nat nate nathan than nathanael
nathan nate nat
neil neal neill
nelson nels
nicholas nick nicky nic nico klaus nicolas nikolas cole
noah noe
noel noe
norbert bert norb
norman norm
oliver ollie noll
orville orv
oscar ossie
oswald ozzie oz
otis ote
owen owenn
patrick pat paddy rick packy
paul paulie pauly
percival percy
perry peregrine
peter pete petey
philip phil pip phillip
preston pres
quentin quint quin
quincy quin
ralph raff ralphy
randall randy rand randolph
randolph randy dolph
raymond ray
reginald reg reggie rex
reuben rube ben
rhys reece
richard rick dick rich ricky richie rickey ritchie
robert bob rob bobby robbie bert robin rupert dob
roderick rod rick roddy
rodney rod
roger rodger hodge
roland rollie rowland roly
ronald ron ronnie ronny
ross rosco
rudolph rudy dolph rudolf rolf
rufus rufe
russell russ rusty
ryan ry
samuel sam sammy
sanford sandy
saul sol
scott scotty
sean shawn shaun shane
sebastian seb bastian baz
seth set
seymour sy
sherman sherm
sidney sid sydney
silas si
simon si sim
solomon sol solly
spencer spence
stanley stan
stephen steve stevie steven stephan stefan
sterling stirling
stewart stuart stu stew
sylvester sly vester syl
terence terry terrence terrance
terrell terry
thaddeus thad ted tad
theodore ted teddy theo ned
thomas tom tommy thom
timothy tim timmy
tobias toby tobe
todd tod
travis trav
trevor trev
troy troi
tyler ty
tyrone ty
ulysses lys
valentine val
vernon vern
victor vic vick
vincent vin vince vinny vinnie
virgil virg
wade waid
wallace wally wall
walter walt wally wat
warren ward
wayne wain
wesley wes
wilbur will wil
wilfred will fred wilf
willard will bill
william bill will billy willie wil willy liam
willis will
winston win winnie
woodrow woody wood
xavier zave
zachary zach zack zak zachariah zac zackary
`
