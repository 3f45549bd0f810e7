/*
Translated from the yiddish stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_niked = "ְֱֲֳִֵֶַָֹֻּֿׁׂ";
const g_vowel = "אויעױײ";
const g_consonant = "בגדהזחטךכלםמןנסףפץצקרשתװ";
const a_0 = table("וו|וי|יי|ך|ם|ן|ף|ץ", [1,2,3,4,5,6,7,8]);
const a_1 = table("אדורכ|אהינ|אהער|אהײמ|אומ|אונטער|איבער|אנ|אנט|אנטקעגנ|אנידער|אפ|אפיר|אקעגנ|אראפ|ארומ|ארונטער|אריבער|ארױס|ארױפ|ארײנ|אװעק|אױס|אױפ|אײנ|בא|בײ|דורכ|דער|מיט|נאכ|פאר|פארבײ|פארױס|פונאנדער|צו|צוזאמענ|צונױפ|צוריק|צע", 1);
const a_2 = table("דזש|שטר|שטש|שפר", -1);
const a_3 = table("קליב|ריב|טריב|שריב|הױב|שװיג|גאנג|זונג|שלונג|צװונג|בױג|בונד|װיז|ביט|ליט|מיט|שניט|נומ|שטאנ|ביס|שמיס|ריס|טרונק|פארלױר|שװױר|װוטש", [9,10,7,15,23,12,1,18,21,20,22,16,6,4,8,3,14,2,25,5,13,11,19,24,26,17]);
const as_3 = ["גײ", "נעמ", "מײד", "בײט", "בײס", "װײז", "טרײב", "לײט", "קלײב", "רײב", "רײס", "שװײג", "שמײס", "שנײד", "שרײב", "בינד", "װיטש", "זינג", "טרינק", "צװינג", "שלינג", "בײג", "הײב", "פארליר", "שטײ", "שװער"];
const a_4 = table("ונג|סטו|ט|בראכט|סט|יסט|עט|שאפט|הײט|קײט|יקײט|לעכ|עלעכ|יזמ|ימ|עמ|ענעמ|טענעמ|נ|קליבנ|ריבנ|טריבנ|שריבנ|הױבנ|שװיגנ|זונגנ|שלונגנ|צװונגנ|בױגנ|בונדנ|װיזנ|טנ|GEביטנ|GEליטנ|GEמיטנ|שניטנ|סטנ|יסטנ|עטנ|GEביסנ|שמיסנ|GEריסנ|ענ|גאנגענ|עלענ|נומענ|יזמענ|שטאנענ|טרונקנ|פארלױרנ|שװױרנ|װוטשנ|גײנ|ס|טס|עטס|נס|טנס|ענס|עס|יעס|עלעס|ערס|ענערס|ע|טע|סטע|עטע|יע|עלע|ענע|טענע|ער|טער|סטער|עטער|ענער|טענער|ות", [1,1,1,31,1,33,1,1,1,1,1,1,1,1,1,1,3,4,1,14,15,12,7,27,17,22,25,24,26,20,11,4,9,13,8,19,1,1,1,10,18,16,1,5,1,6,1,29,23,28,30,21,5,1,4,1,1,4,3,1,2,1,1,1,1,4,1,1,-1,1,3,4,1,4,1,1,3,4,32]);
const a_5 = table("ונג|שאפט|הײט|קײט|יקײט|ל", [1,1,1,1,1,2]);
const a_6 = table("יג|יק|דיק|נדיק|ענדיק|בליק|גליק|ניק|יש", [1,1,1,1,1,-1,-1,1,1]);
class YiddishStemmer extends Stemmer {
I_p1 = 0;
r_prelude() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6;
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
if (among_var === 1) {
lab3: {
if (this.cursor === this.limit || this.current[this.cursor] !== "ּ") break lab3;
this.cursor += 1;
break lab2;
}
this.slice_from("װ");
} else if (among_var === 2) {
lab3: {
if (this.cursor === this.limit || this.current[this.cursor] !== "ִ") break lab3;
this.cursor += 1;
break lab2;
}
this.slice_from("ױ");
} else if (among_var === 3) {
lab3: {
if (this.cursor === this.limit || this.current[this.cursor] !== "ִ") break lab3;
this.cursor += 1;
break lab2;
}
this.slice_from("ײ");
} else if (among_var === 4) this.slice_from("כ"); else if (among_var === 5) this.slice_from("מ"); else if (among_var === 6) this.slice_from("נ"); else if (among_var === 7) this.slice_from("פ"); else this.slice_from("צ");
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
this.bra = this.cursor;
if (!this.in_grouping(g_niked)) break lab2;
this.ket = this.cursor;
this.slice_del();
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
return true;
}
r_mark_regions() {
let I_x, v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.I_p1 = this.limit;
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
if (!this.eq_s("גע")) {
this.cursor = v_1;
break lab0;
}
this.ket = this.cursor;
v_2 = this.cursor;
lab1: {
while (true) {
lab2: {
if (!this.eq_s("לט")) break lab2;
break;
}
lab2: {
if (!this.eq_s("בנ")) break lab2;
break;
}
if (this.cursor < this.limit) break lab1;
break;
}
this.cursor = v_1;
break lab0;
}
this.cursor = v_2;
this.slice_from("GE");
}
v_3 = this.cursor;
lab0: {
if (this.find_among(a_1) === 0) {
this.cursor = v_3;
break lab0;
}
while (true) {
v_4 = this.cursor;
lab1: {
v_5 = this.cursor;
while (true) {
lab2: {
if (!this.eq_s("צוגנ")) break lab2;
break;
}
lab2: {
if (!this.eq_s("צוקט")) break lab2;
break;
}
if (!this.eq_s("צוקנ")) break lab1;
break;
}
if (this.cursor < this.limit) break lab1;
this.cursor = v_5;
break;
}
this.cursor = v_4;
lab1: {
v_6 = this.cursor;
if (!this.eq_s("געבנ")) break lab1;
this.cursor = v_6;
break;
}
this.cursor = v_4;
lab1: {
this.bra = this.cursor;
if (!this.eq_s("גע")) break lab1;
this.ket = this.cursor;
this.slice_from("GE");
break;
}
this.cursor = v_4;
this.bra = this.cursor;
if (!this.eq_s("צו")) {
this.cursor = v_3;
break lab0;
}
this.ket = this.cursor;
this.slice_from("TSU");
break;
}
}
v_7 = this.cursor;
if ((this.cursor + 3) > this.limit) return false;
this.cursor += 3;
I_x = this.cursor;
this.cursor = v_7;
v_8 = this.cursor;
lab0: {
if (this.find_among(a_2) === 0) {
this.cursor = v_8;
break lab0;
}
}
v_9 = this.cursor;
lab0: {
if (!this.in_grouping(g_consonant)) break lab0;
if (!this.in_grouping(g_consonant)) break lab0;
if (!this.in_grouping(g_consonant)) break lab0;
this.I_p1 = this.cursor;
return false;
}
this.cursor = v_9;
if (!this.go_out_grouping(g_vowel)) return false;
this.cursor += 1;
if (!this.go_in_grouping(g_vowel)) return false;
this.I_p1 = this.cursor;
lab0: {
if (this.I_p1 >= I_x) break lab0;
this.I_p1 = I_x;
}
return true;
}
r_R1() {
return this.I_p1 <= this.cursor;
}
r_standard_suffix() {
let among_var, v_1, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) break lab0;
this.slice_del();
} else if (among_var === 2) {
if (!this.r_R1()) break lab0;
this.slice_from("יע");
} else if (among_var === 3) {
if (!this.r_R1()) break lab0;
this.slice_del();
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) break lab0;
this.bra = this.cursor;
this.slice_from(as_3[among_var - 1]);
} else if (among_var === 4) {
while (true) {
v_2 = this.limit - this.cursor;
lab1: {
if (!this.r_R1()) break lab1;
this.slice_del();
break;
}
this.cursor = this.limit - v_2;
this.slice_from("ט");
break;
}
this.ket = this.cursor;
if (!this.eq_s_b("בראכ")) break lab0;
v_3 = this.limit - this.cursor;
lab1: {
if (!this.eq_s_b("גע")) {
this.cursor = this.limit - v_3;
break lab1;
}
}
this.bra = this.cursor;
this.slice_from("ברענג");
} else if (among_var === 5) this.slice_from("גײ"); else if (among_var === 6) this.slice_from("נעמ"); else if (among_var === 7) this.slice_from("שרײב"); else if (among_var === 8) this.slice_from("מײד"); else if (among_var === 9) this.slice_from("בײט"); else if (among_var === 10) this.slice_from("בײס"); else if (among_var === 11) this.slice_from("װײז"); else if (among_var === 12) this.slice_from("טרײב"); else if (among_var === 13) this.slice_from("לײט"); else if (among_var === 14) this.slice_from("קלײב"); else if (among_var === 15) this.slice_from("רײב"); else if (among_var === 16) this.slice_from("רײס"); else if (among_var === 17) this.slice_from("שװײג"); else if (among_var === 18) this.slice_from("שמײס"); else if (among_var === 19) this.slice_from("שנײד"); else if (among_var === 20) this.slice_from("בינד"); else if (among_var === 21) this.slice_from("װיטש"); else if (among_var === 22) this.slice_from("זינג"); else if (among_var === 23) this.slice_from("טרינק"); else if (among_var === 24) this.slice_from("צװינג"); else if (among_var === 25) this.slice_from("שלינג"); else if (among_var === 26) this.slice_from("בײג"); else if (among_var === 27) this.slice_from("הײב"); else if (among_var === 28) this.slice_from("פארליר"); else if (among_var === 29) this.slice_from("שטײ"); else if (among_var === 30) this.slice_from("שװער"); else if (among_var === 31) this.slice_from("ברענג"); else if (among_var === 32) {
if (!this.r_R1()) break lab0;
this.slice_from("ה");
} else if (among_var === 33) {
while (true) {
v_4 = this.limit - this.cursor;
lab1: {
while (true) {
lab2: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ג") break lab2;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ש") break lab1;
this.cursor -= 1;
break;
}
v_5 = this.limit - this.cursor;
lab2: {
if (this.I_p1 > (this.cursor + 3)) {
this.cursor = this.limit - v_5;
break lab2;
}
this.slice_from("יס");
}
break;
}
this.cursor = this.limit - v_4;
if (!this.r_R1()) break lab0;
this.slice_del();
break;
}
}
}
this.cursor = this.limit - v_1;
v_6 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_5);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) break lab0;
this.slice_del();
} else {
if (!this.r_R1()) break lab0;
if (!this.in_grouping_b(g_consonant)) break lab0;
this.slice_del();
}
}
this.cursor = this.limit - v_6;
v_7 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_6);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) break lab0;
this.slice_del();
}
}
this.cursor = this.limit - v_7;
v_8 = this.limit - this.cursor;
lab0: {
while (true) {
v_9 = this.limit - this.cursor;
lab1: {
while (true) {
v_10 = this.limit - this.cursor;
lab2: {
this.ket = this.cursor;
while (true) {
lab3: {
if (!this.eq_s_b("GE")) break lab3;
break;
}
if (!this.eq_s_b("TSU")) break lab2;
break;
}
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit - v_10;
break;
}
this.cursor = this.limit - v_10;
if (this.cursor <= this.limit_backward) break lab1;
this.cursor -= 1;
}
continue;
}
this.cursor = this.limit - v_9;
break;
}
}
this.cursor = this.limit - v_8;
return true;
}
run() {
let v_1;
this.r_prelude();
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.r_standard_suffix();
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new YiddishStemmer();
return (word) => stemmer.stem(word);
};
