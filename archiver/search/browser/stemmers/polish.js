/*
Translated from the polish stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouyóąę";
const a_0 = table("byście|bym|by|byśmy|byś", 1);
const a_1 = table("ąc|ając|sząc|sz|iejsz", [1,1,2,1,1]);
const as_1 = ["", "s"];
const a_2 = table("a|ąca|ająca|sząca|ia|sza|iejsza|ała|iała|iła|ąc|ając|e|ące|ające|szące|ie|cie|acie|ecie|icie|ajcie|liście|aliście|ieliście|iliście|łyście|ałyście|iałyście|iłyście|sze|iejsze|ach|iach|ich|ych|i|ali|ieli|ili|ami|iami|imi|ymi|owi|iowi|aj|ej|iej|am|ałam|iałam|iłam|em|iem|ałem|iałem|iłem|im|om|iom|ym|o|ego|iego|ało|iało|iło|u|iu|emu|iemu|ów|y|amy|emy|imy|liśmy|aliśmy|ieliśmy|iliśmy|łyśmy|ałyśmy|iałyśmy|iłyśmy|ały|iały|iły|asz|esz|isz|ą|ącą|ającą|szącą|ią|ają|szą|iejszą|ać|ieć|ić|ąć|aść|eść|ę|szę|ał|iał|ił|łaś|ałaś|iałaś|iłaś|łeś|ałeś|iałeś|iłeś", [1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,4,1,1,1,4,1,1,1,1,1,1,1,5,5,1,1,1,1,1,1,5,5,1,1,1,5,5,1,1,1,1,1,1,1,1,1,5,1,1,5,1,5,5,1,1,1,1,1,5,5,1,5,1,1,1,4,1,1,1,4,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,3,1,1,1,1,1,1,1,1,2,1,1,1,4,1,1,1,4,1,1,1], ["r_R1", "", "", "", "r_R1", "", "", "", "", "", "", "", "r_R1", "", "", "", "r_R1", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "r_R1", "r_R1", "", "", "r_R1", "", "", "", "r_R1", "r_R1", "", "", "r_R1", "r_R1", "", "", "", "", "", "", "", "r_R1", "r_R1", "", "", "", "", "r_R1", "r_R1", "", "r_R1", "", "", "", "", "", "r_R1", "r_R1", "", "", "r_R1", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "r_R1", "", "", "", "r_R1", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""]);
const a_3 = table("ć|ń|ś|ź", [1,2,3,4]);
const as_3 = ["c", "n", "s", "z"];
class PolishStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
this.I_p1 = this.limit;
if (!this.go_out_grouping(g_v)) return false;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) return false;
this.cursor += 1;
this.I_p1 = this.cursor;
return true;
}
r_R1() {
return this.I_p1 <= this.cursor;
}
r_remove_endings() {
let among_var, v_1, v_3, v_4, v_5, v_6;
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor < this.I_p1) break lab0;
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.find_among_b(a_0) === 0) {
this.limit_backward = v_3;
break lab0;
}
this.bra = this.cursor;
this.limit_backward = v_3;
this.slice_del();
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) this.slice_del(); else if (among_var === 2) this.slice_from("s"); else if (among_var === 3) {
while (true) {
v_4 = this.limit - this.cursor;
lab0: {
if (!this.r_R1()) break lab0;
this.slice_del();
break;
}
this.cursor = this.limit - v_4;
this.slice_from("s");
break;
}
} else if (among_var === 4) this.slice_from("ł"); else {
this.slice_del();
v_5 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) {
this.cursor = this.limit - v_5;
break lab0;
}
this.bra = this.cursor;
this.slice_from(as_1[among_var - 1]);
}
}
v_6 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") {
this.cursor = this.limit - v_6;
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
}
return true;
}
r_normalize_consonant() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) return false;
this.bra = this.cursor;
if (this.cursor <= this.limit_backward) return false;
this.slice_from(as_3[among_var - 1]);
return true;
}
run() {
let v_1, v_2;
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
while (true) {
v_2 = this.cursor;
lab0: {
if ((this.cursor + 2) > this.limit) break lab0;
this.cursor += 2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
if (!this.r_remove_endings()) break lab0;
this.cursor = this.limit_backward;
break;
}
this.cursor = v_2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
if (!this.r_normalize_consonant()) return false;
this.cursor = this.limit_backward;
break;
}
return true;
}
}
const stemmer = new PolishStemmer();
return (word) => stemmer.stem(word);
};
