/*
Translated from the catalan stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouàáèéíïòóúü";
const a_0 = table("|·|à|á|è|é|ì|í|ï|ò|ó|ú|ü", [7,6,1,1,2,2,3,3,3,4,4,5,5]);
const a_1 = table("la|-la|sela|le|me|-me|se|-te|hi|'hi|li|-li|'l|'m|-m|'n|-n|ho|'ho|lo|selo|'s|las|selas|les|-les|'ls|-ls|'ns|-ns|ens|los|selos|nos|-nos|vos|us|-us|'t", 1);
const a_2 = table("ica|lógica|enca|ada|ancia|encia|ència|ícia|logia|inia|íinia|eria|ària|atòria|alla|ella|ívola|ima|íssima|quíssima|ana|ina|era|sfera|ora|dora|adora|adura|esa|osa|assa|essa|issa|eta|ita|ota|ista|ialista|ionista|iva|ativa|nça|logía|ic|ístic|enc|esc|ud|atge|ble|able|ible|isme|ialisme|ionisme|ivisme|aire|icte|iste|ici|íci|logi|ari|tori|al|il|all|ell|ívol|isam|issem|ìssem|íssem|íssim|quíssim|amen|ìssin|ar|ificar|egar|ejar|itar|itzar|fer|or|dor|dur|doras|ics|lógics|uds|nces|ades|ancies|encies|ències|ícies|logies|inies|ínies|eries|àries|atòries|bles|ables|ibles|imes|íssimes|quíssimes|formes|ismes|ialismes|ines|eres|ores|dores|idores|dures|eses|oses|asses|ictes|ites|otes|istes|ialistes|ionistes|iques|lógiques|ives|atives|logíes|allengües|icis|ícis|logis|aris|toris|ls|als|ells|ims|íssims|quíssims|ions|cions|acions|esos|osos|assos|issos|ers|ors|dors|adors|idors|ats|itats|bilitats|ivitats|ativitats|ïtats|ets|ants|ents|ments|aments|ots|uts|ius|trius|atius|ès|és|ís|dís|ós|itat|bilitat|ivitat|ativitat|ïtat|et|ant|ent|ient|ment|ament|isament|ot|isseu|ìsseu|ísseu|triu|íssiu|atiu|ó|ió|ció|ació", [4,3,1,2,1,1,1,1,3,1,1,1,1,1,1,1,1,1,1,5,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,3,4,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,3,1,1,1,1,1,1,1,1,1,1,1,1,5,1,1,1,1,1,1,1,1,1,1,1,1,1,4,3,1,1,2,1,1,1,1,3,1,1,1,1,1,1,1,1,1,1,5,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,4,3,1,1,3,1,1,1,3,1,1,1,1,1,1,1,5,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]);
const a_3 = table("aba|esca|isca|ïsca|ada|ida|uda|ïda|ia|aria|iria|ara|iera|ira|adora|ïra|ava|ixa|itza|ía|aría|ería|iría|ïa|isc|ïsc|ad|ed|id|ie|re|dre|ase|iese|aste|iste|ii|ini|esqui|eixi|itzi|am|em|arem|irem|àrem|írem|àssem|éssem|iguem|ïguem|avem|àvem|ávem|irìem|íem|aríem|iríem|assim|essim|issim|àssim|èssim|éssim|íssim|ïm|an|aban|arian|aran|ieran|iran|ían|arían|erían|irían|en|ien|arien|irien|aren|eren|iren|àren|ïren|asen|iesen|assen|essen|issen|éssen|ïssen|esquen|isquen|ïsquen|aven|ixen|eixen|ïxen|ïen|in|inin|sin|isin|assin|essin|issin|ïssin|esquin|eixin|aron|ieron|arán|erán|irán|iïn|ado|ido|ando|iendo|io|ixo|eixo|ïxo|itzo|ar|tzar|er|eixer|ir|ador|as|abas|adas|idas|aras|ieras|ías|arías|erías|irías|ids|es|ades|ides|udes|ïdes|atges|ies|aries|iries|ares|ires|adores|ïres|ases|ieses|asses|esses|isses|ïsses|ques|esques|ïsques|aves|ixes|eixes|ïxes|ïes|abais|arais|ierais|íais|aríais|eríais|iríais|aseis|ieseis|asteis|isteis|inis|sis|isis|assis|essis|issis|ïssis|esquis|eixis|itzis|áis|aréis|eréis|iréis|ams|ados|idos|amos|ábamos|áramos|iéramos|íamos|aríamos|eríamos|iríamos|aremos|eremos|iremos|ásemos|iésemos|imos|adors|ass|erass|ess|ats|its|ents|às|aràs|iràs|arás|erás|irás|és|arés|ís|iïs|at|it|ant|ent|int|ut|ït|au|erau|ieu|ineu|areu|ireu|àreu|íreu|asseu|esseu|eresseu|àsseu|ésseu|igueu|ïgueu|àveu|áveu|itzeu|ìeu|irìeu|íeu|aríeu|iríeu|assiu|issiu|àssiu|èssiu|éssiu|íssiu|ïu|ix|eix|ïx|itz|ià|arà|irà|itzà|ará|erá|irá|irè|aré|eré|iré|í|iï|ió", [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]);
const a_4 = table("a|e|i|ïn|o|ir|s|is|os|ïs|it|eu|iu|iqu|itz|à|á|é|ì|í|ï|ó", [1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1]);
class CatalanStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
r_mark_regions() {
let v_1;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p1 = this.cursor;
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_cleaning() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_0);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("a"); else if (among_var === 2) this.slice_from("e"); else if (among_var === 3) this.slice_from("i"); else if (among_var === 4) this.slice_from("o"); else if (among_var === 5) this.slice_from("u"); else if (among_var === 6) this.slice_from("."); else {
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_R1() {
return this.I_p1 <= this.cursor;
}
r_R2() {
return this.I_p2 <= this.cursor;
}
r_attached_pronoun() {
this.ket = this.cursor;
if (this.find_among_b(a_1) === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_del();
return true;
}
r_standard_suffix() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) return false;
this.slice_del();
} else if (among_var === 2) {
if (!this.r_R2()) return false;
this.slice_del();
} else if (among_var === 3) {
if (!this.r_R2()) return false;
this.slice_from("log");
} else if (among_var === 4) {
if (!this.r_R2()) return false;
this.slice_from("ic");
} else {
if (!this.r_R1()) return false;
this.slice_from("c");
}
return true;
}
r_verb_suffix() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) return false;
this.slice_del();
} else {
if (!this.r_R2()) return false;
this.slice_del();
}
return true;
}
r_residual_suffix() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) return false;
this.slice_del();
} else {
if (!this.r_R1()) return false;
this.slice_from("ic");
}
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
this.r_attached_pronoun();
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
lab0: {
while (true) {
v_3 = this.limit - this.cursor;
lab1: {
if (!this.r_standard_suffix()) break lab1;
break;
}
this.cursor = this.limit - v_3;
if (!this.r_verb_suffix()) break lab0;
break;
}
}
this.cursor = this.limit - v_2;
v_4 = this.limit - this.cursor;
this.r_residual_suffix();
this.cursor = this.limit - v_4;
this.cursor = this.limit_backward;
v_5 = this.cursor;
this.r_cleaning();
this.cursor = v_5;
return true;
}
}
const stemmer = new CatalanStemmer();
return (word) => stemmer.stem(word);
};
