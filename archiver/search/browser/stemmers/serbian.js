/*
Translated from the serbian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

Copyright (c) 2001, Dr Martin Porter
Copyright (c) 2004,2005, Richard Boulton
Copyright (c) 2013, Yoshiki Shibukawa
Copyright (c) 2006-2025, Olly Betts
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions
are met:

  1. Redistributions of source code must retain the above copyright notice,
     this list of conditions and the following disclaimer.
  2. Redistributions in binary form must reproduce the above copyright notice,
     this list of conditions and the following disclaimer in the documentation
     and/or other materials provided with the distribution.
  3. Neither the name of the Snowball project nor the names of its contributors
     may be used to endorse or promote products derived from this software
     without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
var archiver = ({ Stemmer, table }) => {
const g_v = "aeiou";
const g_sa = "ćčđšž";
const g_ca = "bcdfghjklmnprstvzćčđšž";
const g_rg = "r";
const a_0 = table("а|б|в|г|д|е|ж|з|и|к|л|м|н|о|п|р|с|т|у|ф|х|ц|ч|ш|ђ|ј|љ|њ|ћ|џ", [1,2,3,4,5,7,8,9,10,12,13,15,16,18,19,20,21,22,24,25,26,27,28,30,6,11,14,17,23,29]);
const as_0 = ["a", "b", "v", "g", "d", "đ", "e", "ž", "z", "i", "j", "k", "l", "lj", "m", "n", "nj", "o", "p", "r", "s", "t", "ć", "u", "f", "h", "c", "č", "dž", "š"];
const a_1 = table("daba|ajaca|ejaca|ljaca|njaca|ojaca|alaca|elaca|olaca|maca|naca|raca|saca|vaca|šaca|aoca|acaka|ajaka|ojaka|anaka|ataka|etaka|itaka|otaka|utaka|ačaka|esama|izama|jacima|nicima|ticima|teticima|zicima|atcima|utcima|čcima|pesima|inzima|lozima|metara|centara|istara|ekata|anata|nstava|kustava|ajac|ejac|ljac|njac|anjac|ojac|alac|elac|olac|mac|nac|rac|sac|vac|šac|jebe|olce|kuse|rave|save|šave|baci|jaci|tvenici|snici|tetici|bojci|vojci|ojsci|atci|itci|utci|čci|pesi|inzi|lozi|acak|usak|atak|etak|itak|otak|utak|ačak|ušak|izam|tican|cajan|čajan|voljan|eskan|alan|bilan|gilan|nilan|rilan|silan|tilan|avilan|laran|eran|asan|esan|dusan|kusan|atan|pletan|tetan|antan|pravan|stavan|sivan|tivan|ozan|tičan|ašan|dušan|metar|centar|istar|ekat|enat|oscu|ošću", [73,12,14,13,85,15,82,83,84,75,76,81,80,79,18,82,55,16,17,78,58,59,60,61,62,54,67,87,5,23,24,21,25,58,62,74,2,19,1,68,69,70,86,53,22,29,12,14,13,85,11,15,82,83,84,75,76,81,80,79,18,88,84,27,42,52,51,89,5,20,26,21,4,3,66,58,60,62,74,2,19,1,55,57,58,59,60,61,62,54,56,87,65,7,6,77,63,40,33,37,39,38,36,34,35,9,8,91,10,31,28,47,50,49,32,44,43,46,45,41,64,90,30,68,69,70,86,48,72,71]);
const a_2 = table("aca|eca|uca|ga|acega|ecega|ucega|anjijega|enjijega|snjijega|šnjijega|kijega|skijega|škijega|elijega|nijega|osijega|atijega|evitijega|ovitijega|astijega|avijega|evijega|ivijega|ovijega|ošijega|anjega|enjega|snjega|šnjega|kega|skega|škega|elega|nega|anega|enega|snega|šnega|osega|atega|evitega|ovitega|astega|avega|evega|ivega|ovega|aćega|ećega|ućega|ošega|acoga|ecoga|ucoga|anjoga|enjoga|snjoga|šnjoga|koga|skoga|škoga|loga|eloga|noga|cinoga|činoga|osoga|atoga|evitoga|ovitoga|astoga|avoga|evoga|ivoga|ovoga|aćoga|ećoga|ućoga|ošoga|uga|aja|caja|laja|raja|ćaja|čaja|đaja|bija|cija|dija|fija|gija|anjija|enjija|snjija|šnjija|kija|skija|škija|lija|elija|mija|nija|ganija|manija|panija|ranija|tanija|pija|rija|rarija|sija|osija|tija|atija|evitija|ovitija|otija|astija|avija|evija|ivija|ovija|zija|ošija|žija|anja|enja|snja|šnja|ka|ska|ška|ala|acala|astajala|istajala|ostajala|ijala|injala|nala|irala|urala|tala|astala|istala|ostala|avala|evala|ivala|ovala|uvala|ačala|ela|ila|acila|lucila|nila|astanila|istanila|ostanila|rosila|jetila|ozila|ačila|lučila|rošila|ola|asla|nula|gama|logama|ugama|ajama|cajama|lajama|rajama|ćajama|čajama|đajama|bijama|cijama|dijama|fijama|gijama|lijama|mijama|nijama|ganijama|manijama|panijama|ranijama|tanijama|pijama|rijama|sijama|tijama|zijama|žijama|alama|ijalama|nalama|elama|ilama|ramama|lemama|inama|cinama|činama|rama|arama|drama|erama|orama|basama|gasama|jasama|kasama|nasama|tasama|vasama|esama|isama|etama|estama|istama|kstama|ostama|avama|evama|ivama|bašama|gašama|jašama|kašama|našama|tašama|vašama|ešama|išama|lema|acima|ecima|ucima|ajima|cajima|lajima|rajima|ćajima|čajima|đajima|bijima|cijima|dijima|fijima|gijima|anjijima|enjijima|snjijima|šnjijima|kijima|skijima|škijima|lijima|elijima|mijima|nijima|ganijima|manijima|panijima|ranijima|tanijima|pijima|rijima|sijima|osijima|tijima|atijima|evitijima|ovitijima|astijima|avijima|evijima|ivijima|ovijima|zijima|ošijima|žijima|anjima|enjima|snjima|šnjima|kima|skima|škima|alima|ijalima|nalima|elima|ilima|ozilima|olima|lemima|nima|anima|inima|cinima|činima|onima|arima|drima|erima|orima|basima|gasima|jasima|kasima|nasima|tasima|vasima|esima|isima|osima|atima|ikatima|latima|etima|evitima|ovitima|astima|estima|istima|kstima|ostima|ištima|avima|evima|ajevima|cajevima|lajevima|rajevima|ćajevima|čajevima|đajevima|ivima|ovima|govima|ugovima|lovima|olovima|movima|onovima|stvima|štvima|aćima|ećima|ućima|bašima|gašima|jašima|kašima|našima|tašima|vašima|ešima|išima|ošima|na|ana|acana|urana|tana|avana|evana|ivana|uvana|ačana|acena|lucena|ačena|lučena|ina|cina|anina|čina|ona|ara|dra|era|ora|basa|gasa|jasa|kasa|nasa|tasa|vasa|esa|isa|osa|ata|ikata|lata|eta|evita|ovita|asta|esta|ista|ksta|osta|nuta|išta|ava|eva|ajeva|cajeva|lajeva|rajeva|ćajeva|čajeva|đajeva|iva|ova|gova|ugova|lova|olova|mova|onova|stva|štva|aća|eća|uća|baša|gaša|jaša|kaša|naša|taša|vaša|eša|iša|oša|ace|ece|uce|luce|astade|istade|ostade|ge|loge|uge|aje|caje|laje|raje|astaje|istaje|ostaje|ćaje|čaje|đaje|ije|bije|cije|dije|fije|gije|anjije|enjije|snjije|šnjije|kije|skije|škije|lije|elije|mije|nije|ganije|manije|panije|ranije|tanije|pije|rije|sije|osije|tije|atije|evitije|ovitije|astije|avije|evije|ivije|ovije|zije|ošije|žije|anje|enje|snje|šnje|uje|lucuje|iruje|lučuje|ke|ske|ške|ale|acale|astajale|istajale|ostajale|ijale|injale|nale|irale|urale|tale|astale|istale|ostale|avale|evale|ivale|ovale|uvale|ačale|ele|ile|acile|lucile|nile|rosile|jetile|ozile|ačile|lučile|rošile|ole|asle|nule|rame|leme|acome|ecome|ucome|anjome|enjome|snjome|šnjome|kome|skome|škome|elome|nome|cinome|činome|osome|atome|evitome|ovitome|astome|avome|evome|ivome|ovome|aćome|ećome|ućome|ošome|ne|ane|acane|urane|tane|astane|istane|ostane|avane|evane|ivane|uvane|ačane|acene|lucene|ačene|lučene|ine|cine|anine|čine|one|are|dre|ere|ore|ase|base|acase|gase|jase|astajase|istajase|ostajase|injase|kase|nase|irase|urase|tase|vase|avase|evase|ivase|ovase|uvase|ese|ise|acise|lucise|rosise|jetise|ose|astadose|istadose|ostadose|ate|acate|ikate|late|irate|urate|tate|avate|evate|ivate|uvate|ačate|ete|astadete|istadete|ostadete|astajete|istajete|ostajete|ijete|injete|ujete|lucujete|irujete|lučujete|nete|astanete|istanete|ostanete|astete|ite|acite|lucite|nite|astanite|istanite|ostanite|rosite|jetite|astite|evite|ovite|ačite|lučite|rošite|ajte|urajte|tajte|astajte|istajte|ostajte|avajte|evajte|ivajte|uvajte|ijte|lucujte|irujte|lučujte|aste|acaste|astajaste|istajaste|ostajaste|injaste|iraste|uraste|taste|avaste|evaste|ivaste|ovaste|uvaste|ačaste|este|iste|aciste|luciste|niste|rosiste|jetiste|ačiste|lučiste|rošiste|kste|oste|astadoste|istadoste|ostadoste|nuste|ište|ave|eve|ajeve|cajeve|lajeve|rajeve|ćajeve|čajeve|đajeve|ive|ove|gove|ugove|love|olove|move|onove|aće|eće|uće|ače|luče|aše|baše|gaše|jaše|astajaše|istajaše|ostajaše|injaše|kaše|naše|iraše|uraše|taše|vaše|avaše|evaše|ivaše|ovaše|uvaše|ačaše|eše|iše|jetiše|ačiše|lučiše|rošiše|oše|astadoše|istadoše|ostadoše|aceg|eceg|uceg|anjijeg|enjijeg|snjijeg|šnjijeg|kijeg|skijeg|škijeg|elijeg|nijeg|osijeg|atijeg|evitijeg|ovitijeg|astijeg|avijeg|evijeg|ivijeg|ovijeg|ošijeg|anjeg|enjeg|snjeg|šnjeg|keg|eleg|neg|aneg|eneg|sneg|šneg|oseg|ateg|aveg|eveg|iveg|oveg|aćeg|ećeg|ućeg|ošeg|acog|ecog|ucog|anjog|enjog|snjog|šnjog|kog|skog|škog|elog|nog|cinog|činog|osog|atog|evitog|ovitog|astog|avog|evog|ivog|ovog|aćog|ećog|ućog|ošog|ah|acah|astajah|istajah|ostajah|injah|irah|urah|tah|avah|evah|ivah|ovah|uvah|ačah|ih|acih|ecih|ucih|lucih|anjijih|enjijih|snjijih|šnjijih|kijih|skijih|škijih|elijih|nijih|osijih|atijih|evitijih|ovitijih|astijih|avijih|evijih|ivijih|ovijih|ošijih|anjih|enjih|snjih|šnjih|kih|skih|ških|elih|nih|cinih|činih|osih|rosih|atih|jetih|evitih|ovitih|astih|avih|evih|ivih|ovih|aćih|ećih|ućih|ačih|lučih|oših|roših|astadoh|istadoh|ostadoh|acuh|ecuh|ucuh|aćuh|ećuh|ućuh|aci|aceci|ieci|ajuci|irajuci|urajuci|astajuci|istajuci|ostajuci|avajuci|evajuci|ivajuci|uvajuci|ujuci|lucujuci|irujuci|luci|nuci|etuci|astuci|gi|ugi|aji|caji|laji|raji|ćaji|čaji|đaji|biji|ciji|diji|fiji|giji|anjiji|enjiji|snjiji|šnjiji|kiji|skiji|škiji|liji|eliji|miji|niji|ganiji|maniji|paniji|raniji|taniji|piji|riji|siji|osiji|tiji|atiji|evitiji|ovitiji|astiji|aviji|eviji|iviji|oviji|ziji|ošiji|žiji|anji|enji|snji|šnji|ki|ski|ški|ali|acali|astajali|istajali|ostajali|ijali|injali|nali|irali|urali|tali|astali|istali|ostali|avali|evali|ivali|ovali|uvali|ačali|eli|ili|acili|lucili|nili|rosili|jetili|ozili|ačili|lučili|rošili|oli|asli|nuli|rami|lemi|ni|ani|acani|urani|tani|avani|evani|ivani|uvani|ačani|aceni|luceni|ačeni|lučeni|ini|cini|čini|oni|ari|dri|eri|ori|basi|gasi|jasi|kasi|nasi|tasi|vasi|esi|isi|osi|avsi|acavsi|iravsi|tavsi|etavsi|astavsi|istavsi|ostavsi|ivsi|nivsi|rosivsi|nuvsi|ati|acati|astajati|istajati|ostajati|injati|ikati|lati|irati|urati|tati|astati|istati|ostati|avati|evati|ivati|ovati|uvati|ačati|eti|iti|aciti|luciti|niti|rositi|jetiti|eviti|oviti|ačiti|lučiti|rošiti|asti|esti|isti|ksti|osti|nuti|avi|evi|ajevi|cajevi|lajevi|rajevi|ćajevi|čajevi|đajevi|ivi|ovi|govi|ugovi|lovi|olovi|movi|onovi|ieći|ačeći|ajući|irajući|urajući|astajući|istajući|ostajući|avajući|evajući|ivajući|uvajući|ujući|irujući|lučujući|nući|etući|astući|ači|luči|baši|gaši|jaši|kaši|naši|taši|vaši|eši|iši|oši|avši|iravši|tavši|etavši|astavši|istavši|ostavši|ačavši|ivši|nivši|rošivši|nuvši|aj|uraj|taj|avaj|evaj|ivaj|uvaj|ij|acoj|ecoj|ucoj|anjijoj|enjijoj|snjijoj|šnjijoj|kijoj|skijoj|škijoj|elijoj|nijoj|osijoj|evitijoj|ovitijoj|astijoj|avijoj|evijoj|ivijoj|ovijoj|ošijoj|anjoj|enjoj|snjoj|šnjoj|koj|skoj|škoj|aloj|eloj|noj|cinoj|činoj|osoj|atoj|evitoj|ovitoj|astoj|avoj|evoj|ivoj|ovoj|aćoj|ećoj|ućoj|ošoj|lucuj|iruj|lučuj|al|iral|ural|el|il|am|acam|iram|uram|tam|avam|evam|ivam|uvam|ačam|em|acem|ecem|ucem|astadem|istadem|ostadem|ajem|cajem|lajem|rajem|astajem|istajem|ostajem|ćajem|čajem|đajem|ijem|anjijem|enjijem|snjijem|šnjijem|kijem|skijem|škijem|lijem|elijem|nijem|rarijem|sijem|osijem|atijem|evitijem|ovitijem|otijem|astijem|avijem|evijem|ivijem|ovijem|ošijem|anjem|enjem|injem|snjem|šnjem|ujem|lucujem|irujem|lučujem|kem|skem|škem|elem|nem|anem|astanem|istanem|ostanem|enem|snem|šnem|basem|gasem|jasem|kasem|nasem|tasem|vasem|esem|isem|osem|atem|etem|evitem|ovitem|astem|istem|ištem|avem|evem|ivem|aćem|ećem|ućem|bašem|gašem|jašem|kašem|našem|tašem|vašem|ešem|išem|ošem|im|acim|ecim|ucim|lucim|anjijim|enjijim|snjijim|šnjijim|kijim|skijim|škijim|elijim|nijim|osijim|atijim|evitijim|ovitijim|astijim|avijim|evijim|ivijim|ovijim|ošijim|anjim|enjim|snjim|šnjim|kim|skim|škim|elim|nim|cinim|činim|osim|rosim|atim|jetim|evitim|ovitim|astim|avim|evim|ivim|ovim|aćim|ećim|ućim|ačim|lučim|ošim|rošim|acom|ecom|ucom|gom|logom|ugom|bijom|cijom|dijom|fijom|gijom|lijom|mijom|nijom|ganijom|manijom|panijom|ranijom|tanijom|pijom|rijom|sijom|tijom|zijom|žijom|anjom|enjom|snjom|šnjom|kom|skom|škom|alom|ijalom|nalom|elom|ilom|ozilom|olom|ramom|lemom|nom|anom|inom|cinom|aninom|činom|onom|arom|drom|erom|orom|basom|gasom|jasom|kasom|nasom|tasom|vasom|esom|isom|osom|atom|ikatom|latom|etom|evitom|ovitom|astom|estom|istom|kstom|ostom|avom|evom|ivom|ovom|lovom|movom|stvom|štvom|aćom|ećom|ućom|bašom|gašom|jašom|kašom|našom|tašom|vašom|ešom|išom|ošom|an|acan|iran|uran|tan|avan|evan|ivan|uvan|ačan|acen|lucen|ačen|lučen|anin|ao|acao|astajao|istajao|ostajao|injao|irao|urao|tao|astao|istao|ostao|avao|evao|ivao|ovao|uvao|ačao|go|ugo|io|acio|lucio|lio|nio|rario|sio|rosio|jetio|otio|ačio|lučio|rošio|bijo|cijo|dijo|fijo|gijo|lijo|mijo|nijo|pijo|rijo|sijo|tijo|zijo|žijo|anjo|enjo|snjo|šnjo|ko|sko|ško|alo|acalo|astajalo|istajalo|ostajalo|ijalo|injalo|nalo|iralo|uralo|talo|astalo|istalo|ostalo|avalo|evalo|ivalo|ovalo|uvalo|ačalo|elo|ilo|acilo|lucilo|nilo|rosilo|jetilo|ačilo|lučilo|rošilo|aslo|nulo|amo|acamo|ramo|iramo|uramo|tamo|avamo|evamo|ivamo|uvamo|ačamo|emo|astademo|istademo|ostademo|astajemo|istajemo|ostajemo|ijemo|injemo|ujemo|lucujemo|irujemo|lučujemo|lemo|nemo|astanemo|istanemo|ostanemo|etemo|astemo|imo|acimo|lucimo|nimo|astanimo|istanimo|ostanimo|rosimo|etimo|jetimo|astimo|ačimo|lučimo|rošimo|ajmo|urajmo|tajmo|astajmo|istajmo|ostajmo|avajmo|evajmo|ivajmo|uvajmo|ijmo|ujmo|lucujmo|irujmo|lučujmo|asmo|acasmo|astajasmo|istajasmo|ostajasmo|injasmo|irasmo|urasmo|tasmo|avasmo|evasmo|ivasmo|ovasmo|uvasmo|ačasmo|ismo|acismo|lucismo|nismo|rosismo|jetismo|ačismo|lučismo|rošismo|astadosmo|istadosmo|ostadosmo|nusmo|no|ano|acano|urano|tano|avano|evano|ivano|uvano|ačano|aceno|luceno|ačeno|lučeno|ino|cino|čino|ato|ikato|lato|eto|evito|ovito|asto|esto|isto|ksto|osto|nuto|nuo|avo|evo|ivo|ovo|stvo|štvo|as|acas|iras|uras|tas|avas|evas|ivas|uvas|es|astades|istades|ostades|astajes|istajes|ostajes|ijes|injes|ujes|lucujes|irujes|nes|astanes|istanes|ostanes|etes|astes|is|acis|lucis|nis|rosis|jetis|at|acat|astajat|istajat|ostajat|injat|irat|urat|tat|astat|istat|ostat|avat|evat|ivat|irivat|ovat|uvat|ačat|it|acit|lucit|rosit|jetit|ačit|lučit|rošit|nut|astadu|istadu|ostadu|gu|logu|ugu|ahu|acahu|astajahu|istajahu|ostajahu|injahu|irahu|urahu|avahu|evahu|ivahu|ovahu|uvahu|ačahu|aju|caju|acaju|laju|raju|iraju|uraju|taju|astaju|istaju|ostaju|avaju|evaju|ivaju|uvaju|ćaju|čaju|ačaju|đaju|iju|biju|ciju|diju|fiju|giju|anjiju|enjiju|snjiju|šnjiju|kiju|liju|eliju|miju|niju|ganiju|maniju|paniju|raniju|taniju|piju|riju|rariju|siju|osiju|tiju|atiju|otiju|aviju|eviju|iviju|oviju|ziju|ošiju|žiju|anju|enju|snju|šnju|uju|lucuju|iruju|lučuju|ku|sku|šku|alu|ijalu|nalu|elu|ilu|ozilu|olu|ramu|acemu|ecemu|ucemu|anjijemu|enjijemu|snjijemu|šnjijemu|kijemu|skijemu|škijemu|elijemu|nijemu|osijemu|atijemu|evitijemu|ovitijemu|astijemu|avijemu|evijemu|ivijemu|ovijemu|ošijemu|anjemu|enjemu|snjemu|šnjemu|kemu|skemu|škemu|lemu|elemu|nemu|anemu|enemu|snemu|šnemu|osemu|atemu|evitemu|ovitemu|astemu|avemu|evemu|ivemu|ovemu|aćemu|ećemu|ućemu|ošemu|acomu|ecomu|ucomu|anjomu|enjomu|snjomu|šnjomu|komu|skomu|škomu|elomu|nomu|cinomu|činomu|osomu|atomu|evitomu|ovitomu|astomu|avomu|evomu|ivomu|ovomu|aćomu|ećomu|ućomu|ošomu|nu|anu|astanu|istanu|ostanu|inu|cinu|aninu|činu|onu|aru|dru|eru|oru|basu|gasu|jasu|kasu|nasu|tasu|vasu|esu|isu|osu|atu|ikatu|latu|etu|evitu|ovitu|astu|estu|istu|kstu|ostu|ištu|avu|evu|ivu|ovu|lovu|movu|stvu|štvu|bašu|gašu|jašu|kašu|našu|tašu|vašu|ešu|išu|ošu|avav|evav|ivav|uvav|kov|aš|iraš|uraš|taš|avaš|evaš|ivaš|uvaš|ačaš|eš|astadeš|istadeš|ostadeš|astaješ|istaješ|ostaješ|iješ|inješ|uješ|iruješ|lučuješ|neš|astaneš|istaneš|ostaneš|eteš|asteš|iš|niš|jetiš|ačiš|lučiš|rošiš", [124,125,126,20,124,125,126,84,85,122,86,95,1,2,83,13,123,120,92,93,94,77,78,79,80,91,84,85,122,86,95,1,2,83,13,10,87,159,88,123,120,92,93,94,77,78,79,80,14,15,16,91,124,125,126,84,85,122,86,95,1,2,19,83,13,137,89,123,120,92,93,94,77,78,79,80,14,15,16,91,18,109,26,30,31,28,27,29,32,33,34,40,39,84,85,122,86,95,1,2,24,83,37,13,9,6,7,8,5,41,42,21,23,123,44,120,92,93,22,94,77,78,79,80,45,91,38,84,85,122,86,95,1,2,104,128,106,107,108,47,114,46,100,105,113,110,111,112,97,96,98,76,99,102,83,116,124,121,103,110,111,112,127,118,48,101,117,90,50,115,13,20,19,18,109,26,30,31,28,27,29,32,33,34,40,39,35,37,36,9,6,7,8,5,41,42,43,44,45,38,104,47,46,119,116,52,51,11,137,89,52,53,54,55,56,135,131,129,133,132,130,134,152,154,70,71,72,73,74,77,78,79,63,64,61,62,60,59,65,66,67,51,124,125,126,109,26,30,31,28,27,29,32,33,34,40,39,84,85,122,86,95,1,2,35,83,37,13,9,6,7,8,5,41,42,43,123,44,120,92,93,94,77,78,79,80,45,91,38,84,85,122,86,95,1,2,104,47,46,83,116,48,50,51,13,10,11,137,89,12,53,54,55,56,135,131,129,133,132,130,134,57,58,123,120,68,69,70,92,93,94,71,72,73,74,75,77,78,109,26,30,31,28,27,29,79,80,20,17,82,49,81,12,3,4,14,15,16,63,64,61,62,60,59,65,66,67,91,13,10,128,105,113,97,96,98,99,102,124,121,101,117,11,137,10,89,12,53,54,55,56,135,131,129,133,132,130,134,57,58,123,120,68,69,70,92,93,94,71,72,73,74,13,75,77,78,109,26,30,31,28,27,29,79,80,20,17,82,49,81,12,3,4,14,15,16,63,64,61,62,60,59,65,66,67,91,124,125,126,121,110,111,112,20,19,18,104,26,30,31,106,107,108,28,27,29,116,32,33,34,40,39,84,85,122,86,95,1,2,35,83,37,13,9,6,7,8,5,41,42,43,123,44,120,92,93,94,77,78,79,80,45,91,38,84,85,122,86,25,121,100,117,95,1,2,104,128,106,107,108,47,114,46,100,105,113,110,111,112,97,96,98,76,99,102,83,116,124,121,103,127,118,48,101,117,90,50,115,13,52,51,124,125,126,84,85,122,86,95,1,2,83,13,137,89,123,120,92,93,94,77,78,79,80,14,15,16,91,13,10,128,105,113,110,111,112,97,96,98,99,102,124,121,101,117,11,137,10,89,12,53,54,55,56,161,135,128,131,129,138,139,140,150,133,132,155,156,130,134,144,145,146,148,147,57,58,124,121,127,149,123,141,142,143,104,128,68,69,100,105,113,97,96,98,99,102,70,110,111,112,106,107,108,116,114,25,121,100,117,13,110,111,112,115,116,124,121,13,110,111,112,127,118,115,92,93,101,117,90,104,105,113,106,107,108,97,96,98,99,116,121,100,117,94,128,106,107,108,114,100,105,113,97,96,98,76,99,102,71,72,124,121,103,127,118,101,117,90,73,74,110,111,112,13,75,77,78,109,26,30,31,28,27,29,79,80,20,17,82,49,81,12,14,15,16,101,117,104,63,64,61,106,107,108,114,62,60,100,105,59,65,97,96,98,76,99,102,66,67,118,101,117,90,91,110,111,112,124,125,126,84,85,122,86,95,1,2,83,13,123,120,92,93,94,77,78,79,80,91,84,85,122,86,95,83,13,10,87,159,88,123,120,77,78,79,80,14,15,16,91,124,125,126,84,85,122,86,95,1,2,83,13,137,89,123,120,92,93,94,77,78,79,80,14,15,16,91,104,128,106,107,108,114,100,105,113,97,96,98,76,99,102,116,124,125,126,121,84,85,122,86,95,1,2,83,13,123,120,92,93,94,77,78,79,80,91,84,85,122,86,95,1,2,83,13,137,89,123,127,120,118,92,93,94,77,78,79,80,14,15,16,101,117,91,90,110,111,112,124,125,126,14,15,16,124,124,162,161,155,156,138,139,140,144,145,146,147,157,121,155,121,164,153,136,20,18,109,26,30,31,28,27,29,32,33,34,40,39,84,85,122,86,95,1,2,35,83,37,13,9,6,7,8,5,41,42,43,123,44,120,92,93,94,77,78,79,80,45,91,38,84,85,122,86,95,1,2,104,128,106,107,108,47,114,46,100,105,113,110,111,112,97,96,98,76,99,102,83,116,124,121,103,127,118,48,101,117,90,50,115,13,52,51,13,10,128,105,113,97,96,98,99,102,124,121,101,117,11,137,89,12,53,54,55,56,135,131,129,133,132,130,134,152,154,123,161,128,155,160,153,141,142,143,162,158,127,164,104,128,106,107,108,114,68,69,100,105,113,110,111,112,97,96,98,76,99,102,70,116,124,121,103,127,118,92,93,101,117,90,94,71,72,73,74,13,77,78,109,26,30,31,28,27,29,79,80,20,17,82,49,81,12,116,101,104,100,105,106,107,108,97,96,98,99,25,100,117,13,70,115,101,117,63,64,61,62,60,59,65,66,67,91,104,100,113,70,110,111,112,102,116,103,90,13,104,105,113,97,96,98,99,116,124,125,126,84,85,122,86,95,1,2,83,13,123,92,93,94,77,78,79,80,91,84,85,122,86,95,1,2,104,83,13,137,89,123,120,92,93,94,77,78,79,80,14,15,16,91,121,100,117,104,100,105,119,116,104,128,100,105,113,97,96,98,99,102,119,124,125,126,110,111,112,104,26,30,31,106,107,108,28,27,29,116,84,85,123,86,95,1,2,24,83,13,21,23,123,120,92,93,22,94,77,78,79,80,91,84,85,114,122,86,25,121,100,117,95,1,2,83,13,10,110,111,112,87,159,88,135,131,129,133,132,130,134,152,154,123,120,70,92,93,94,151,75,77,78,79,14,15,16,63,64,61,62,60,59,65,66,67,91,116,124,125,126,121,84,85,122,86,95,1,2,83,13,123,120,92,93,94,77,78,79,80,91,84,85,122,86,95,1,2,83,13,137,89,123,127,120,118,92,93,94,77,78,79,80,14,15,16,101,117,91,90,124,125,126,20,19,18,32,33,34,40,39,35,37,36,9,6,7,8,5,41,42,43,44,45,38,84,85,122,86,95,1,2,104,47,46,83,116,48,50,52,51,13,10,11,137,10,89,12,53,54,55,56,135,131,129,133,132,130,134,57,58,123,120,68,69,70,92,93,94,71,72,73,74,77,78,79,80,82,81,3,4,14,15,16,63,64,61,62,60,59,65,66,67,91,104,128,100,105,113,97,96,98,99,102,124,121,101,117,10,104,128,106,107,108,114,100,105,113,110,111,112,97,96,98,76,99,102,20,18,116,124,121,24,103,21,23,127,118,22,101,117,90,32,33,34,40,39,35,37,36,41,42,43,44,45,38,84,85,122,86,95,1,2,104,128,106,107,108,47,114,46,100,105,113,110,111,112,97,96,98,76,99,102,83,116,124,121,103,127,118,101,117,90,115,13,104,128,52,100,105,113,97,96,98,99,102,119,110,111,112,106,107,108,116,114,25,121,100,117,51,13,110,111,112,70,115,116,124,121,13,110,111,112,127,70,118,115,101,117,90,104,105,113,106,107,108,97,96,98,99,116,25,121,100,117,104,128,106,107,108,114,100,105,113,97,96,98,76,99,102,116,124,121,103,127,118,101,117,90,110,111,112,13,13,104,128,105,113,97,96,98,99,102,124,121,101,117,11,137,89,120,68,69,70,92,93,94,71,72,73,74,13,13,77,78,79,80,3,4,161,128,155,156,160,144,145,146,147,163,141,142,143,138,139,140,162,150,157,121,155,164,141,142,143,153,136,162,124,121,158,127,149,104,128,106,107,108,114,100,105,113,110,111,112,97,96,98,100,76,99,102,116,124,121,127,118,101,117,90,13,110,111,112,20,19,18,104,128,106,107,108,114,100,105,97,96,98,76,99,102,104,26,128,30,31,100,105,113,106,107,108,97,96,98,99,28,27,102,29,116,32,33,34,40,39,84,85,122,86,95,24,83,37,13,9,6,7,8,5,41,42,21,23,123,44,120,22,77,78,79,80,45,91,38,84,85,122,86,25,121,100,117,95,1,2,104,47,46,83,116,48,50,52,124,125,126,84,85,122,86,95,1,2,83,13,123,120,92,93,94,77,78,79,80,91,84,85,122,86,95,1,2,51,83,13,10,87,159,88,123,120,92,93,94,77,78,79,80,14,15,16,91,124,125,126,84,85,122,86,95,1,2,83,13,137,89,123,120,92,93,94,77,78,79,80,14,15,16,91,13,10,110,111,112,11,137,10,89,12,53,54,55,56,135,131,129,133,132,130,134,57,58,123,120,68,69,70,92,93,94,71,72,73,74,75,77,78,79,80,82,81,3,4,63,64,61,62,60,59,65,66,67,91,97,96,98,99,95,104,100,105,113,97,96,98,99,102,119,110,111,112,106,107,108,116,114,25,100,117,13,110,111,112,70,115,116,103,118,101,117,90]);
const a_3 = table("a|oga|ama|ima|ena|e|og|anog|enog|anih|enih|i|ani|eni|anoj|enoj|anim|enim|om|enom|o|ano|eno|ost|u|enu", 1);
class SerbianStemmer extends Stemmer {
I_p1 = 0;
B_no_diacritics = false;
r_cyr_to_lat() {
let among_var, v_1, v_2, v_3;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
this.bra = this.cursor;
among_var = this.find_among(a_0);
if (among_var === 0) break lab2;
this.ket = this.cursor;
this.slice_from(as_0[among_var - 1]);
this.cursor = v_3;
break;
}
this.cursor = v_3;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
return true;
}
r_prelude() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
if (!this.in_grouping(g_ca)) break lab2;
this.bra = this.cursor;
if (!this.eq_s("ije")) break lab2;
this.ket = this.cursor;
if (!this.in_grouping(g_ca)) break lab2;
this.slice_from("e");
this.cursor = v_3;
break;
}
this.cursor = v_3;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
v_4 = this.cursor;
lab0: {
while (true) {
v_5 = this.cursor;
lab1: {
while (true) {
v_6 = this.cursor;
lab2: {
if (!this.in_grouping(g_ca)) break lab2;
this.bra = this.cursor;
if (!this.eq_s("je")) break lab2;
this.ket = this.cursor;
if (!this.in_grouping(g_ca)) break lab2;
this.slice_from("e");
this.cursor = v_6;
break;
}
this.cursor = v_6;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
}
continue;
}
this.cursor = v_5;
break;
}
}
this.cursor = v_4;
v_7 = this.cursor;
lab0: {
while (true) {
v_8 = this.cursor;
lab1: {
while (true) {
v_9 = this.cursor;
lab2: {
this.bra = this.cursor;
if (!this.eq_s("dj")) break lab2;
this.ket = this.cursor;
this.slice_from("đ");
this.cursor = v_9;
break;
}
this.cursor = v_9;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
}
continue;
}
this.cursor = v_8;
break;
}
}
this.cursor = v_7;
return true;
}
r_mark_regions() {
let v_1, v_2, v_3;
this.B_no_diacritics = true;
v_1 = this.cursor;
lab0: {
if (!this.go_out_grouping(g_sa)) break lab0;
this.cursor += 1;
this.B_no_diacritics = false;
}
this.cursor = v_1;
this.I_p1 = this.limit;
v_2 = this.cursor;
lab0: {
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p1 = this.cursor;
if (this.I_p1 >= 2) break lab0;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p1 = this.cursor;
}
this.cursor = v_2;
v_3 = this.cursor;
lab0: {
while (true) {
lab1: {
if (this.cursor === this.limit || this.current[this.cursor] !== "r") break lab1;
this.cursor += 1;
break;
}
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
while (true) {
lab1: {
if (this.cursor < 2) break lab1;
break;
}
if (!this.go_in_grouping(g_rg)) break lab0;
this.cursor += 1;
break;
}
if ((this.I_p1 - this.cursor) <= 1) break lab0;
this.I_p1 = this.cursor;
}
this.cursor = v_3;
return true;
}
r_R1() {
return this.I_p1 <= this.cursor;
}
r_Step_1() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) this.slice_from("loga"); else if (among_var === 2) this.slice_from("peh"); else if (among_var === 3) this.slice_from("vojka"); else if (among_var === 4) this.slice_from("bojka"); else if (among_var === 5) this.slice_from("jak"); else if (among_var === 6) this.slice_from("čajni"); else if (among_var === 7) {
if (!this.B_no_diacritics) return false;
this.slice_from("cajni");
} else if (among_var === 8) this.slice_from("erni"); else if (among_var === 9) this.slice_from("larni"); else if (among_var === 10) this.slice_from("esni"); else if (among_var === 11) this.slice_from("anjca"); else if (among_var === 12) this.slice_from("ajca"); else if (among_var === 13) this.slice_from("ljca"); else if (among_var === 14) this.slice_from("ejca"); else if (among_var === 15) this.slice_from("ojca"); else if (among_var === 16) this.slice_from("ajka"); else if (among_var === 17) this.slice_from("ojka"); else if (among_var === 18) this.slice_from("šca"); else if (among_var === 19) this.slice_from("ing"); else if (among_var === 20) this.slice_from("tvenik"); else if (among_var === 21) this.slice_from("tetika"); else if (among_var === 22) this.slice_from("nstva"); else if (among_var === 23) this.slice_from("nik"); else if (among_var === 24) this.slice_from("tik"); else if (among_var === 25) this.slice_from("zik"); else if (among_var === 26) this.slice_from("snik"); else if (among_var === 27) this.slice_from("kusi"); else if (among_var === 28) this.slice_from("kusni"); else if (among_var === 29) this.slice_from("kustva"); else if (among_var === 30) this.slice_from("dušni"); else if (among_var === 31) {
if (!this.B_no_diacritics) return false;
this.slice_from("dusni");
} else if (among_var === 32) this.slice_from("antni"); else if (among_var === 33) this.slice_from("bilni"); else if (among_var === 34) this.slice_from("tilni"); else if (among_var === 35) this.slice_from("avilni"); else if (among_var === 36) this.slice_from("silni"); else if (among_var === 37) this.slice_from("gilni"); else if (among_var === 38) this.slice_from("rilni"); else if (among_var === 39) this.slice_from("nilni"); else if (among_var === 40) this.slice_from("alni"); else if (among_var === 41) this.slice_from("ozni"); else if (among_var === 42) this.slice_from("ravi"); else if (among_var === 43) this.slice_from("stavni"); else if (among_var === 44) this.slice_from("pravni"); else if (among_var === 45) this.slice_from("tivni"); else if (among_var === 46) this.slice_from("sivni"); else if (among_var === 47) this.slice_from("atni"); else if (among_var === 48) this.slice_from("enta"); else if (among_var === 49) this.slice_from("tetni"); else if (among_var === 50) this.slice_from("pletni"); else if (among_var === 51) this.slice_from("šavi"); else if (among_var === 52) {
if (!this.B_no_diacritics) return false;
this.slice_from("savi");
} else if (among_var === 53) this.slice_from("anta"); else if (among_var === 54) this.slice_from("ačka"); else if (among_var === 55) {
if (!this.B_no_diacritics) return false;
this.slice_from("acka");
} else if (among_var === 56) this.slice_from("uška"); else if (among_var === 57) {
if (!this.B_no_diacritics) return false;
this.slice_from("uska");
} else if (among_var === 58) this.slice_from("atka"); else if (among_var === 59) this.slice_from("etka"); else if (among_var === 60) this.slice_from("itka"); else if (among_var === 61) this.slice_from("otka"); else if (among_var === 62) this.slice_from("utka"); else if (among_var === 63) this.slice_from("eskna"); else if (among_var === 64) this.slice_from("tični"); else if (among_var === 65) {
if (!this.B_no_diacritics) return false;
this.slice_from("ticni");
} else if (among_var === 66) this.slice_from("ojska"); else if (among_var === 67) this.slice_from("esma"); else if (among_var === 68) this.slice_from("metra"); else if (among_var === 69) this.slice_from("centra"); else if (among_var === 70) this.slice_from("istra"); else if (among_var === 71) this.slice_from("osti"); else if (among_var === 72) {
if (!this.B_no_diacritics) return false;
this.slice_from("osti");
} else if (among_var === 73) this.slice_from("dba"); else if (among_var === 74) this.slice_from("čka"); else if (among_var === 75) this.slice_from("mca"); else if (among_var === 76) this.slice_from("nca"); else if (among_var === 77) this.slice_from("voljni"); else if (among_var === 78) this.slice_from("anki"); else if (among_var === 79) this.slice_from("vca"); else if (among_var === 80) this.slice_from("sca"); else if (among_var === 81) this.slice_from("rca"); else if (among_var === 82) this.slice_from("alca"); else if (among_var === 83) this.slice_from("elca"); else if (among_var === 84) this.slice_from("olca"); else if (among_var === 85) this.slice_from("njca"); else if (among_var === 86) this.slice_from("ekta"); else if (among_var === 87) this.slice_from("izma"); else if (among_var === 88) this.slice_from("jebi"); else if (among_var === 89) this.slice_from("baci"); else if (among_var === 90) this.slice_from("ašni"); else {
if (!this.B_no_diacritics) return false;
this.slice_from("asni");
}
return true;
}
r_Step_2() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
if (among_var === 1) this.slice_from("sk"); else if (among_var === 2) this.slice_from("šk"); else if (among_var === 3) this.slice_from("stv"); else if (among_var === 4) this.slice_from("štv"); else if (among_var === 5) this.slice_from("tanij"); else if (among_var === 6) this.slice_from("manij"); else if (among_var === 7) this.slice_from("panij"); else if (among_var === 8) this.slice_from("ranij"); else if (among_var === 9) this.slice_from("ganij"); else if (among_var === 10) this.slice_from("an"); else if (among_var === 11) this.slice_from("in"); else if (among_var === 12) this.slice_from("on"); else if (among_var === 13) this.slice_from("n"); else if (among_var === 14) this.slice_from("ać"); else if (among_var === 15) this.slice_from("eć"); else if (among_var === 16) this.slice_from("uć"); else if (among_var === 17) this.slice_from("ugov"); else if (among_var === 18) this.slice_from("ug"); else if (among_var === 19) this.slice_from("log"); else if (among_var === 20) this.slice_from("g"); else if (among_var === 21) this.slice_from("rari"); else if (among_var === 22) this.slice_from("oti"); else if (among_var === 23) this.slice_from("si"); else if (among_var === 24) this.slice_from("li"); else if (among_var === 25) this.slice_from("uj"); else if (among_var === 26) this.slice_from("caj"); else if (among_var === 27) this.slice_from("čaj"); else if (among_var === 28) this.slice_from("ćaj"); else if (among_var === 29) this.slice_from("đaj"); else if (among_var === 30) this.slice_from("laj"); else if (among_var === 31) this.slice_from("raj"); else if (among_var === 32) this.slice_from("bij"); else if (among_var === 33) this.slice_from("cij"); else if (among_var === 34) this.slice_from("dij"); else if (among_var === 35) this.slice_from("lij"); else if (among_var === 36) this.slice_from("nij"); else if (among_var === 37) this.slice_from("mij"); else if (among_var === 38) this.slice_from("žij"); else if (among_var === 39) this.slice_from("gij"); else if (among_var === 40) this.slice_from("fij"); else if (among_var === 41) this.slice_from("pij"); else if (among_var === 42) this.slice_from("rij"); else if (among_var === 43) this.slice_from("sij"); else if (among_var === 44) this.slice_from("tij"); else if (among_var === 45) this.slice_from("zij"); else if (among_var === 46) this.slice_from("nal"); else if (among_var === 47) this.slice_from("ijal"); else if (among_var === 48) this.slice_from("ozil"); else if (among_var === 49) this.slice_from("olov"); else if (among_var === 50) this.slice_from("ol"); else if (among_var === 51) this.slice_from("lem"); else if (among_var === 52) this.slice_from("ram"); else if (among_var === 53) this.slice_from("ar"); else if (among_var === 54) this.slice_from("dr"); else if (among_var === 55) this.slice_from("er"); else if (among_var === 56) this.slice_from("or"); else if (among_var === 57) this.slice_from("es"); else if (among_var === 58) this.slice_from("is"); else if (among_var === 59) this.slice_from("taš"); else if (among_var === 60) this.slice_from("naš"); else if (among_var === 61) this.slice_from("jaš"); else if (among_var === 62) this.slice_from("kaš"); else if (among_var === 63) this.slice_from("baš"); else if (among_var === 64) this.slice_from("gaš"); else if (among_var === 65) this.slice_from("vaš"); else if (among_var === 66) this.slice_from("eš"); else if (among_var === 67) this.slice_from("iš"); else if (among_var === 68) this.slice_from("ikat"); else if (among_var === 69) this.slice_from("lat"); else if (among_var === 70) this.slice_from("et"); else if (among_var === 71) this.slice_from("est"); else if (among_var === 72) this.slice_from("ist"); else if (among_var === 73) this.slice_from("kst"); else if (among_var === 74) this.slice_from("ost"); else if (among_var === 75) this.slice_from("išt"); else if (among_var === 76) this.slice_from("ova"); else if (among_var === 77) this.slice_from("av"); else if (among_var === 78) this.slice_from("ev"); else if (among_var === 79) this.slice_from("iv"); else if (among_var === 80) this.slice_from("ov"); else if (among_var === 81) this.slice_from("mov"); else if (among_var === 82) this.slice_from("lov"); else if (among_var === 83) this.slice_from("el"); else if (among_var === 84) this.slice_from("anj"); else if (among_var === 85) this.slice_from("enj"); else if (among_var === 86) this.slice_from("šnj"); else if (among_var === 87) this.slice_from("en"); else if (among_var === 88) this.slice_from("šn"); else if (among_var === 89) this.slice_from("čin"); else if (among_var === 90) this.slice_from("roši"); else if (among_var === 91) this.slice_from("oš"); else if (among_var === 92) this.slice_from("evit"); else if (among_var === 93) this.slice_from("ovit"); else if (among_var === 94) this.slice_from("ast"); else if (among_var === 95) this.slice_from("k"); else if (among_var === 96) this.slice_from("eva"); else if (among_var === 97) this.slice_from("ava"); else if (among_var === 98) this.slice_from("iva"); else if (among_var === 99) this.slice_from("uva"); else if (among_var === 100) this.slice_from("ir"); else if (among_var === 101) this.slice_from("ač"); else if (among_var === 102) this.slice_from("ača"); else if (among_var === 103) this.slice_from("ni"); else if (among_var === 104) this.slice_from("a"); else if (among_var === 105) this.slice_from("ur"); else if (among_var === 106) this.slice_from("astaj"); else if (among_var === 107) this.slice_from("istaj"); else if (among_var === 108) this.slice_from("ostaj"); else if (among_var === 109) this.slice_from("aj"); else if (among_var === 110) this.slice_from("asta"); else if (among_var === 111) this.slice_from("ista"); else if (among_var === 112) this.slice_from("osta"); else if (among_var === 113) this.slice_from("ta"); else if (among_var === 114) this.slice_from("inj"); else if (among_var === 115) this.slice_from("as"); else if (among_var === 116) this.slice_from("i"); else if (among_var === 117) this.slice_from("luč"); else if (among_var === 118) this.slice_from("jeti"); else if (among_var === 119) this.slice_from("e"); else if (among_var === 120) this.slice_from("at"); else if (among_var === 121) {
if (!this.B_no_diacritics) return false;
this.slice_from("luc");
} else if (among_var === 122) {
if (!this.B_no_diacritics) return false;
this.slice_from("snj");
} else if (among_var === 123) {
if (!this.B_no_diacritics) return false;
this.slice_from("os");
} else if (among_var === 124) {
if (!this.B_no_diacritics) return false;
this.slice_from("ac");
} else if (among_var === 125) {
if (!this.B_no_diacritics) return false;
this.slice_from("ec");
} else if (among_var === 126) {
if (!this.B_no_diacritics) return false;
this.slice_from("uc");
} else if (among_var === 127) {
if (!this.B_no_diacritics) return false;
this.slice_from("rosi");
} else if (among_var === 128) {
if (!this.B_no_diacritics) return false;
this.slice_from("aca");
} else if (among_var === 129) {
if (!this.B_no_diacritics) return false;
this.slice_from("jas");
} else if (among_var === 130) {
if (!this.B_no_diacritics) return false;
this.slice_from("tas");
} else if (among_var === 131) {
if (!this.B_no_diacritics) return false;
this.slice_from("gas");
} else if (among_var === 132) {
if (!this.B_no_diacritics) return false;
this.slice_from("nas");
} else if (among_var === 133) {
if (!this.B_no_diacritics) return false;
this.slice_from("kas");
} else if (among_var === 134) {
if (!this.B_no_diacritics) return false;
this.slice_from("vas");
} else if (among_var === 135) {
if (!this.B_no_diacritics) return false;
this.slice_from("bas");
} else if (among_var === 136) {
if (!this.B_no_diacritics) return false;
this.slice_from("as");
} else if (among_var === 137) {
if (!this.B_no_diacritics) return false;
this.slice_from("cin");
} else if (among_var === 138) {
if (!this.B_no_diacritics) return false;
this.slice_from("astaj");
} else if (among_var === 139) {
if (!this.B_no_diacritics) return false;
this.slice_from("istaj");
} else if (among_var === 140) {
if (!this.B_no_diacritics) return false;
this.slice_from("ostaj");
} else if (among_var === 141) {
if (!this.B_no_diacritics) return false;
this.slice_from("asta");
} else if (among_var === 142) {
if (!this.B_no_diacritics) return false;
this.slice_from("ista");
} else if (among_var === 143) {
if (!this.B_no_diacritics) return false;
this.slice_from("osta");
} else if (among_var === 144) {
if (!this.B_no_diacritics) return false;
this.slice_from("ava");
} else if (among_var === 145) {
if (!this.B_no_diacritics) return false;
this.slice_from("eva");
} else if (among_var === 146) {
if (!this.B_no_diacritics) return false;
this.slice_from("iva");
} else if (among_var === 147) {
if (!this.B_no_diacritics) return false;
this.slice_from("uva");
} else if (among_var === 148) {
if (!this.B_no_diacritics) return false;
this.slice_from("ova");
} else if (among_var === 149) {
if (!this.B_no_diacritics) return false;
this.slice_from("jeti");
} else if (among_var === 150) {
if (!this.B_no_diacritics) return false;
this.slice_from("inj");
} else if (among_var === 151) {
if (!this.B_no_diacritics) return false;
this.slice_from("ist");
} else if (among_var === 152) {
if (!this.B_no_diacritics) return false;
this.slice_from("es");
} else if (among_var === 153) {
if (!this.B_no_diacritics) return false;
this.slice_from("et");
} else if (among_var === 154) {
if (!this.B_no_diacritics) return false;
this.slice_from("is");
} else if (among_var === 155) {
if (!this.B_no_diacritics) return false;
this.slice_from("ir");
} else if (among_var === 156) {
if (!this.B_no_diacritics) return false;
this.slice_from("ur");
} else if (among_var === 157) {
if (!this.B_no_diacritics) return false;
this.slice_from("uj");
} else if (among_var === 158) {
if (!this.B_no_diacritics) return false;
this.slice_from("ni");
} else if (among_var === 159) {
if (!this.B_no_diacritics) return false;
this.slice_from("sn");
} else if (among_var === 160) {
if (!this.B_no_diacritics) return false;
this.slice_from("ta");
} else if (among_var === 161) {
if (!this.B_no_diacritics) return false;
this.slice_from("a");
} else if (among_var === 162) {
if (!this.B_no_diacritics) return false;
this.slice_from("i");
} else if (among_var === 163) {
if (!this.B_no_diacritics) return false;
this.slice_from("e");
} else {
if (!this.B_no_diacritics) return false;
this.slice_from("n");
}
return true;
}
r_Step_3() {
this.ket = this.cursor;
if (this.find_among_b(a_3) === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_del();
return true;
}
run() {
let v_1, v_2, v_3;
this.r_cyr_to_lat();
this.r_prelude();
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
this.r_Step_1();
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
lab0: {
while (true) {
v_3 = this.limit - this.cursor;
lab1: {
if (!this.r_Step_2()) break lab1;
break;
}
this.cursor = this.limit - v_3;
if (!this.r_Step_3()) break lab0;
break;
}
}
this.cursor = this.limit - v_2;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new SerbianStemmer();
return (word) => stemmer.stem(word);
};
