/** As `given-names-english`, Spanish and Portuguese use. Accents folded away. */
export const hispanic = `
adalberto beto / adolfo fito dolfo / adriana adri nana / agustin tin agus / alberto beto tito berto / alejandro alex ale jandro sandro
alejandra ale alex jandra sandra / alfonso poncho fonso alonso / alfredo fredo fredy / alicia licha / amparo amparito / andres andresito
angel angelito gelo / antonio tono antonino toni tonio antoni / araceli cheli celi / armando mando / arturo turo arthuro
aurora auri rora / beatriz bety betty bea ticha / bernardo berna nardo / carlos carlitos charly calin carlo litos
carmen carmela carmina mela carmelita menchu / catalina cata lina / cecilia ceci chila / concepcion concha conchita chona conchi
consuelo chelo chelito / cristobal tobal cristo / cristina cris cristi / cruz cruzito crucita / daniel dani / david davi / diego dieguito
dolores lola lolita loles / domingo mingo chomin / eduardo lalo edu guayo / elena nena lena helena / enrique quique kike rique quico
ernesto neto tito / esperanza espe lancha pera / esteban teban estevan estefan / eugenio geno / federico fede lico fico
felipe pipe felipito phelipe / fernando nando fer fercho hernando / fernanda fer nanda
francisco paco pancho quico cisco frank curro chico kiko paquito panchito / francisca paca pancha paquita / gabriel gabo gabi
genoveva veva / gerardo lalo gera yayo / gilberto beto gil / gonzalo gonza chalo / graciela chela chelita grace / gregorio goyo
guadalupe lupe lupita pita guada / guillermo memo guille willy billermo / gustavo gus tavo / hector tito / heriberto beto / hernan nan
hilario layo / horacio lacho / hortensia tencha / hugo huguito / humberto beto / ignacio nacho / ignacia nacha / ines nena inez
isabel chabela isa chavela isabelita / isidro chilo sidro / ismael mayel / jaime jaimito jimmy / javier javi xavier
jesus chuy chucho jesusito chuyito / joaquin quino quin juaquin / jorge coque jorgito george / jose pepe chepe joselito pepito che josep
josefa pepa chepa pepita fina / josefina fina pepa chepina / juan juanito juancho john / juana juanita / julian julianito / julio julito
laura lala lau / leonardo leo nardo / leopoldo polo / leticia lety leti / lorenzo lencho loren / lourdes lulu lurdes / lucia lucha luci
luis lucho luisito wicho luiz / luisa lucha / luz lucita / magdalena magda lena malena / manuel manolo manny manu meme lolo manolito
manuela manola manoli / marcelo chelo / marcos marquitos / margarita mago rita maggie marga / maria mary marichu mari ma maruja mariquita
mario mayito / mariano nano / martin tincho / mauricio mau / mercedes meche merche / miguel mike migue miguelito mikel / monica moni
natividad nati / nicolas nico colas / norberto beto / octavio tavo / orlando lando / oscar osqui / pablo pablito / patricia paty pati
patricio pato / pedro perico pedrito perucho / pilar pili pilarica / rafael rafa rafaelito fallo felo / ramon moncho monchi mon
raul rulo / refugio cuca cuco / reynaldo rey naldo reinaldo / ricardo richi ricky caco cardo / roberto beto robert tito
rodolfo fito rudy rodo / rodrigo rodri / rogelio roge yeyo / rosario chayo charo / ruben benny rube / salvador chava salva
santiago santi chago yago tiago / sara sarita / sergio checo chejo serge / silvia chivis / socorro coco / soledad sole chole / susana susi
teodoro teo doro / teresa tere teresita maite / tomas tomasito tommy / ulises uli / valentin vale / veronica vero
vicente chente vicentito / victor vito / virginia vicky virgi / wilfredo fredo / ximena mena jimena / yolanda yoli yola
joao joaozinho joca / antonia tonia tona / rosa rosita / ana anita / beatriz bia / sebastian sebas / maximiliano max maxi / cesar cesarin
edgardo edgar
`

/** Slavic, Greek, Armenian, Georgian and Baltic use, with the usual romanisations. */
export const slavic = `
aleksandr sasha aleksander alexander alexandr aleksandar oleksandr sanya shura alex sasa alik olek
aleksandra sasha alexandra oleksandra sanya shura ola / aleksei alexei aleksey alexey alyosha lyosha oleksiy oleksii alex
anastasia nastya nastia anastasiya anastasiia asya / anatoly tolya anatoliy anatoli anatolii
andrei andrey andrii andriy andrej andriusha / anna anya anja ania hanna anechka / anton antosha antoni / boris borya / bogdan bohdan
daria dasha darya dariya / denis denys deniska / dmitry dima mitya dmitri dmitriy dmytro dimitri dimitry dmitrii
ekaterina katya kateryna yekaterina catherine katia / elena lena olena yelena alyona jelena / elizaveta liza yelizaveta lizaveta
evgeny zhenya yevgeny evgeni evgeniy eugene yevhen yevgeniy evgenii / evgenia zhenya yevgenia evgeniya / fyodor fedya fedor feodor
galina galya halyna / gennady gena gennadiy genya gennadi hennadiy / georgy gosha zhora georgi georgiy yegor egor heorhiy
grigory grisha grigori grigoriy hryhoriy gregory / igor ihor gosha / ilya ilia illya ilyusha / irina ira iryna irena irinka
ivan vanya jan ivo ivanko / katarzyna kasia kaska / kirill kyrylo kiril kyril / konstantin kostya kostyantyn konstantyn
ksenia ksyusha xenia kseniya oksana / larisa lara larysa / leonid lenya lyonya / lev lyova leo
lyudmila lyuda mila ludmila liudmyla ludmilla / maksim max maxim maksym / malgorzata gosia margaret / marek mark mareczek
margarita rita margo / maria masha mariya marusya marya mariia manya / marina marinka maryna
mikhail misha mykhailo mikhael michail mihail mihailo / nadezhda nadya nadia nadiya nada
natalia natasha nataliya natalya natalija nataliia / nikita nik mykyta / nikolai kolya nikolay mykola nicolai kolia / oksana ksana oxana
oleg oleh / olga olya olha olia / pavel pasha pavlo pawel / piotr petr pyotr petro petya petar / polina polya / roman roma / ruslan rusik
semyon syoma semen / sergei sergey serhiy seryozha sergiy serge serhii / stanislav stas slava stanislaw / stepan styopa stefan
svetlana sveta svitlana lana / taras tarasik / tatiana tanya tatyana tetiana tania / timofei tima timofey tymofiy
valentina valya valentyna / valery valera valeriy valeri valerii / vasily vasya vasiliy vasyl vasili / vera verochka vira
viktor vitya victor viktar / viktoria vika victoria viktoriya viktoriia / vitaly vitalik vitaliy vitali vitalii
vladimir volodya vova volodymyr wladimir vladimer vlad uladzimir / vladislav vlad slava vladyslav / vyacheslav slava viacheslav vyacheslau
yana jana / yaroslav slava jaroslav iaroslav / yulia julia yuliya iuliia yulya / yuri yura yuriy iurii juri yury / zinaida zina
krzysztof krzys / stanislawa stasia / tomasz tomek / wojciech wojtek / jerzy jurek / grzegorz grzes / konstantinos kostas costas dinos gus
dimitrios dimitris mitsos jimmy dimitri / ioannis yannis giannis yiannis john / panagiotis panos takis / georgios giorgos yorgos george
hovhannes hovik ohannes / giorgi gio george
`

/** Arabic, Persian, Turkish, South and East Asian use, mostly spellings of one name, and other European names. */
export const others = `
mohammed mohammad muhammad mohamed mohamad muhammed mohd mhd md muhamad mehmet mohamud mahamed / ahmed ahmad ahmet achmed
mahmoud mahmud mahmood / hussein husain hussain husayn hossein huseyin husein / hassan hasan hasson / abdullah abdallah abdulla abdalla
abdulrahman abdurrahman abdelrahman abdirahman abdul / youssef yusuf yousef yousuf joseph yusef yosef / ibrahim ebrahim ibraheem abraham
ismail ismael esmail / mustafa mostafa moustafa / omar umar omer / osman othman usman uthman / ali aly / khalid khaled
said saeed sayed saeid / fatima fatimah fatma fatemeh fatoumata / aisha ayesha aysha aicha / maryam mariam miriam meryem
zainab zaynab zeinab zeynep / khadija khadijah hadija / layla leila laila leyla / yasmin yasmeen yasmine jasmin / nasser nasir naser nasr
tariq tarek tarik / jamal gamal jamaal cemal / karim kareem / rashid rasheed / salim saleem / samir sameer / walid waleed / hamid hameed
reza riza / sayyid syed sayed / mehdi mahdi / amir ameer emir / nur noor nour / zahra zohra / giovanni gianni john vanni
giuseppe beppe peppe pino joseph / francesco franco ciccio cecco / luigi gigi gino / domenico mimmo / salvatore turi sal toto
vincenzo enzo vince / johannes hans johan johann jan / heinrich heinz heiner henrik / friedrich fritz fred / wilhelm willi helmut
margarethe grete gretel margarete / katharina kathe trina / jean jeannot / pierre pierrot / jacques jacquot / guillaume guy / istvan pista
jozsef jozsi / laszlo laci / ferenc feri / gyorgy gyuri / rajesh raj raju / rajendra raj rajan / vijay vijai / krishna krish kishan
lakshmi laxmi / suresh suri / venkatesh venkat venky / sanjay sanju / yitzhak isaac itzik / yaakov jacob yakov / moshe moses moishe
shmuel samuel / avraham abraham avi / shlomo solomon / rosario charing chayong / corazon cora azon / remedios remy medy / milagros mila
rodrigo digong / reynaldo rey
`
