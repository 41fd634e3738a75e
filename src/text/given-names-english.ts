/**
 * Groups parted by `/`: the formal name, its spellings, short and pet forms. A form may
 * stand in several groups; its canonical name is then the first, so the names for which it stands most often come first. English use, women.
 */
export const englishWomen = `
elizabeth liz beth betsy betty eliza lizzie libby bess bessie elsie elisabeth liza lisa lizbeth betsey bette bettie lisbeth elspeth lilibet
margaret maggie meg peggy marge margie madge daisy greta peg rita margot margery marjorie marguerite meggie margo mamie marg
mary marie maria molly polly may mae mamie mimi minnie moll mollie
catherine cathy kathy kate katie kathryn katherine katharine kathleen cathryn kay kit kitty kathie cate katy kat kaitlin caitlin karen catharine trina ekaterina yekaterina
patricia pat patty patsy trish tricia patti pattie / jennifer jen jenny jenn jenna jennie / sarah sally sadie sara sal sallie
helen helena nell nellie ellen lena helene / linda lindy lynda lin / sandra sandy sandi sondra
ann anne anna annie nan nancy nannie hannah anya annette nina / carol carole caroline carolyn carrie karol carolina lynn caryl
jean jeanne jeanie jeannie jeanette gene / jessica jess jessie / laura laurie lori lolly lauretta / lynn lynne lyn
abigail abby abbie abbey gail / adelaide addie adela ada della heidi / adeline addie adelina addy / agatha aggie
agnes aggie nessie nessa / alexandra alex alexa lexi lexie sandra sandy allie alexandria sasha lexy xandra aleksandra
alexis alex lexi lexie / alice allie alicia elsie alyce / alison allison allie allyson alyson / amanda mandy manda mandi
amelia amy millie mel emelia amalia / anastasia stacy stacey stasia / andrea andie andi drea
angela angie angelina angelica angeline / annabelle annabel anna belle bella / antoinette toni nettie netta
antonia toni tonya tonia / arlene arleen / ashley ash ashlee ashleigh / augusta gussie gus / barbara barb barbie babs bobbie barbra
beatrice bea trixie trix bee beatrix / belinda linda bel / bernadette bernie detta / bernice bernie bunny berenice / bertha bertie birdie
bethany beth / beverly bev beverley / blanche blanch / bonita bonnie bonny / brenda bren / bridget biddy bridie bridgette brigid brigitte
brittany britt brittney britney brit / candace candy candice kandace / camille cammie millie camilla / carla carlie karla
cassandra cass cassie sandra sandy kassandra / cecilia cece cissy celia cecily sissy cecelia / charlene charlie char sharlene
charlotte charlie lottie lotte char / cheryl sheryl cheri cherie sherry
christine chris chrissy tina christina kristina kristine christy kristin kirsten kris christie cristina christa krista kristen teena
claire clara clare clarissa / claudia claudie claudette / clementine clem / colleen coleen / constance connie / cordelia delia cordy
cornelia nell nellie corrie / courtney court kourtney / crystal chris kristal krystal / cynthia cindy cyndi cindi cyndy
danielle dani danny daniela / daphne daph / darlene dar lena / dawn dawne / deborah deb debbie debra debby debbi debora
delores dolores dee lola / denise dee denyse / diana diane di dianne dianna dyan / dominique dom nikki / donna dona
dorothy dot dottie dolly dora dorothea thea dodie / edith edie / edna eddie / eileen ilene aileen / elaine lainey elayne
eleanor ellie nell nellie nora lenora elinor eleanora leonora / ella ellie / ellen nell nellie ellie helen / elvira elva
emily em emmy millie emmie emilie emilia / emma em emmy emmie / erica rica ricki erika / ernestine erna tina
estelle essie stella estella / esther essie hester hettie ester / ethel ethyl / eugenia genie gene jenny / eunice unice nicey
evangeline eva evie / eve eva evie / evelyn eve evie lynn evelyne / felicia fel felicity licia / florence flo flossie florrie flora
frances fran franny fannie francie frankie francine / frederica freddie rica freda / gabrielle gabby gabi gabriella gaby gabriela
genevieve gen jenny viv / georgia george georgie georgina georgiana gina / geraldine geri gerry jerry dina / gertrude gert gertie trudy
gladys glad / gloria glory / grace gracie / guinevere jennifer gwen / gwendolyn gwen wendy gwendolen gwenda / hannah anna hanna nan
harriet hattie harriett hatty / heather heath / henrietta etta hettie hank retta / hilary hillary hil / hope hopie / ida idy
imogen immy imogene gene / irene rena renie / isabel isabella bell belle izzy bella isabelle ysabel isobel ella
jacqueline jackie jacki jacquelyn jacklyn jaclyn / jane janie jean jenny janey jayne / janet jan jannie jane jeannette / janice jan janis
jasmine jas jazz yasmin jasmin / jill jillian gillian gill gilly / joan joanie jo / joanna jo joanne jody joann johanna annie
jocelyn joy lynn joss / josephine jo josie josey fina pepita / joyce joy / judith judy jude judi
julia julie jules juliet juliana julianne juliette / june junie / justine tina jus / kelly kel kelley kellie
kimberly kim kimmy kimberley kym kimberlee / lauren laurie loren lauryn / leslie les lesley / leticia letty tish lettice
lillian lil lily lilly lillie lilian / lindsay lindsey lin linzy / lois loie / loretta lori etta retta / lorraine lori rainey raine
louise lou lulu louisa / lucille lucy lu lucinda lucia cindy / lydia lyddie lidia / mabel mae may amabel
madeline maddie maddy madeleine madelyn maddison / madison maddie maddy / marcia marcie marsha marcy / marian marion / marilyn marilynn
marissa rissa marisa / marlene marla marly / martha marty mattie patsy patty / matilda mattie tilly tillie maud maude
maureen reenie maurine / maxine max maxie / megan meg meghan meagan / melanie mel lanie / melinda mel linda mindy
melissa mel missy lissa millie / mercedes mercy sadie / meredith merry / michelle shelly micki mickey michele shell chelle
mildred millie milly / minerva minnie nerva / miranda mandy randy / miriam mimi mitzi mim / monica mona monika / muriel murie
myrtle myrt / nadine dina nada / naomi nomi omie / natalie nat natty nattie nathalie talia / nicole nikki nicky niki nichole nicola cole
norma normie / olivia liv livvy livia ollie / pamela pam pammy / paula polly paulie pauline paulina / penelope penny pen
philippa pip pippa / phyllis phyl / priscilla cilla pris prissy / prudence prue pru / rachel rach rae shelly rachael / ramona mona
rebecca becky becca beck reba bec rebekah becki / regina gina reggie queenie / renee rene / roberta bobbie robbie bobby bert
rosalind roz ros rosalyn rosie lindy / rose rosie rosa rosy / rosemary rosie rose romy / roxanne roxie roxy rox roxane / ruth ruthie
sabrina brina / samantha sam sammy sammie mandy / selina celina selena / sharon shari sherry sharron / sheila shelly shelia
shirley shirl lee / sophia sophie sofia sophy / stephanie steph stephie stevie stefanie fanny
susan sue susie suzy sukie susanna suzanne susannah suzie hannah / sylvia sylvie silvia syl / tabitha tabby / tamara tammy tam tami tamra
tara tarra / teresa terry tess tessa tracy theresa therese teri terri tessie tracey resa / thelma thel / tiffany tiff tiffani
valerie val valeria / vanessa nessa / veronica ronnie roni vera nica / victoria vicky tori vicki vic vickie toria / viola vi violet
virginia ginny ginger gin virgie jinny / vivian viv vivien vivienne / wanda wandy / wilhelmina willa mina billie minnie wilma velma
winifred winnie freddie win / yvonne vonnie evonne yvette / zoe zoey
`

/** English use, men. */
export const englishMen = `
john jack johnny jon johnnie jock jackie / robert bob rob bobby robbie bert robin rupert dob
william bill will billy willie wil willy liam / james jim jimmy jamie jem jimmie jas / richard rick dick rich ricky richie rickey ritchie
joseph joe joey jos jo / christopher chris kit topher kris cris kristopher christy
nicholas nick nicky nic nico klaus nicolas nikolas cole / edward ed eddie ted teddy ned ward eddy / theodore ted teddy theo ned
frederick fred freddie freddy rick fritz frederic fredrick / ronald ron ronnie ronny / gerald gerry jerry jerrold / henry hank harry hal
donald don donnie donny / albert al bert bertie elbert / samuel sam sammy / nathan nate nat / nathaniel nat nate nathan than nathanael
charles charlie chuck chas chip charley chaz carl carlos / daniel dan danny dannie / patrick pat paddy rick packy
michael mike mick mickey micky mikey mitch micheal / curtis curt kurt / jeremy jerry jem / leonard len lenny lennie leon
peter pete petey / aaron ron ronnie erin aron / abner ab / abraham abe abram bram / adam ad addy / adolph dolph adolf / adrian ade adriano
alan al allan allen alen / alexander alex al sandy alec xander lex zander alick sasha aleksandr aleksander alexandr
alfred al fred alf alfie freddy alfredo / alonzo lon lonnie al alonso / alvin al vin alvie / ambrose brose / andrew andy drew dru
anthony tony ant antony anton toni / archibald archie arch baldie / arnold arnie / arthur art artie
augustus gus august augie augustine austin / barnabas barney barnaby / bartholomew bart barty bat / basil baz
benedict ben benny bennett dick / benjamin ben benny benji bennie benj jamie / bernard bernie barney barnard bern / bertram bert bertie
bradford brad ford / bradley brad / brandon bran brand / brian bryan bry bryant / bruce brucie / byron ron ronnie / caleb cale
calvin cal vin / cameron cam / carl karl / carter cart / cecil cec / cedric ced rick / chadwick chad / chester chet
christian chris kit kris / clarence clare / clark clarke / claude claud / clayton clay / clement clem / clifford cliff ford
clifton cliff / clinton clint / clyde cly / conrad con connie kurt curt / cornelius con connie corny / craig craige / cyril cy cyrus
dale dayle / damian damien / darrell darryl daryl / david dave davey davy davie / dean deane / dennis denny den denis denney
derek derrick rick deric / desmond des / dominic dom nick nic dominick domenic / douglas doug dougie douglass / duane dwayne dwane
dustin dusty / dylan dyl dillon / earl earle / edgar ed eddie ned / edmund ed eddie ned ted edmond / edwin ed eddie win ned
eli elias elijah ely / elliott elliot el eliot / elmer elm / emanuel manny emmanuel manuel immanuel / emil emile / eric rick erik erick
ernest ernie ern earnest / ethan eth / eugene gene / evan van / everett ev rett / ezekiel zeke / ezra ez / ferdinand ferdie fred
floyd / francis frank frankie fran franny / franklin frank frankie lin / gabriel gabe gabby / garrett jarrett
gary garry / gavin gav / geoffrey geoff jeff jeffrey / george georgie geordie / gerard gerry jerry / gilbert gil bert / glenn glen
gordon gordy don / graham gram graeme / grant grantley / gregory greg gregg / griffith griff / guy gui / harold hal harry / harrison harry
harvey harv / hector heck / herbert herb bert herbie / herman herm / homer hom / horace horry / howard howie ward / hubert bert
hugh hughie hugo / humphrey humph / ian iain / ignatius iggy / ira irah / irving irv irvin / isaac ike zac zak izaak / isaiah zay
isidore izzy / jackson jack / jacob jake jack jay jakob / jamal jam / jared jerry jarrod / jarvis jervis / jason jay / jasper jas casper
jeremiah jerry jeremy jem / jerome jerry / jesse jess jessie / joel joe / jonathan jon johnny jonny nathan jonathon / jordan jordy judd
joshua josh / julian jules jule julius / justin jus justy / keith keeth / kenneth ken kenny kent / kevin kev / kurt curt / kyle ky
laurence larry lawrence lon lonnie laurie loren lars lorne / lee leigh / leo leon / leroy roy lee / leslie les / lester les / levi lee
lewis lew louis lou louie ludwig / lincoln linc link / lloyd loyd floyd / lucas luke lucian lukas / luther luke / lyle lyell / malcolm mal
marcus mark marc marcel / mark marc markus / marshall marsh / martin marty mart / marvin marv
matthew matt matty mat mathew mathias matthias / maurice morris mo maury moe / maxwell max / maximilian max maxim / melvin mel
meyer myer / miles milo myles / milton milt / mitchell mitch / montgomery monty / morgan mo / mortimer mort / moses mose moe
neil neal neill / nelson nels / noah noe / noel noe / norbert bert norb / norman norm / oliver ollie noll / orville orv / oscar ossie
oswald ozzie oz / otis ote / owen owenn / paul paulie pauly / percival percy / perry peregrine / philip phil pip phillip / preston pres
quentin quint quin / quincy quin / ralph raff ralphy / randall randy rand / randolph randy dolph / raymond ray
reginald reg reggie rex / reuben rube ben / rhys reece / roderick rod rick roddy / rodney rod / roger rodger hodge
roland rollie rowland roly / ross rosco / rudolph rudy dolph rudolf rolf / rufus rufe / russell russ rusty / ryan ry / sanford sandy
saul sol / scott scotty / sean shawn shaun shane / sebastian seb bastian baz / seth set / seymour sy / sherman sherm / sidney sid sydney
silas si / simon si sim / solomon sol solly / spencer spence / stanley stan / stephen steve stevie steven stephan stefan
sterling stirling / stewart stuart stu stew / sylvester sly vester syl / terence terry terrence terrance / terrell terry
thaddeus thad ted tad / thomas tom tommy thom / timothy tim timmy / tobias toby tobe / todd tod / travis trav / trevor trev / troy troi
tyler ty / tyrone ty / ulysses lys / valentine val / vernon vern / victor vic vick / vincent vin vince vinny vinnie / virgil virg
wade waid / wallace wally wall / walter walt wally wat / warren ward / wayne wain / wesley wes / wilbur will wil / wilfred will fred wilf
willard will bill / willis will / winston win winnie / woodrow woody wood / xavier zave / zachary zach zack zak zachariah zac zackary
`
