/*
Translated from the basque stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const a_0 = table("idea|bidea|kidea|pidea|kundea|galea|tailea|tzailea|gunea|kunea|tzaga|gaia|aldia|taldia|karia|garria|karria|ka|tzaka|la|mena|pena|kina|ezina|tezina|kuna|tuna|kizuna|era|bera|arabera|kera|pera|orra|korra|dura|gura|kura|tura|eta|keta|gailua|eza|erreza|tza|gaitza|kaitza|kuntza|ide|bide|kide|pide|kunde|tzake|tzeke|le|gale|taile|tzaile|gune|kune|tze|atze|gai|aldi|taldi|ki|ari|kari|lari|tari|etari|garri|karri|arazi|tarazi|an|ean|rean|kan|etan|atseden|men|pen|kin|rekin|ezin|tezin|tun|kizun|go|ago|tio|dako|or|kor|tzat|du|gailu|tu|atu|aldatu|tatu|baditu|ez|errez|tzez|gaitz|kaitz", [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,-1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,-1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,-1,1,1,1,1,1]);
const a_1 = table("ada|kada|anda|denda|gabea|kabea|aldea|kaldea|taldea|ordea|zalea|tzalea|gilea|emea|kumea|nea|enea|zionea|unea|gunea|pea|aurrea|tea|kotea|artea|ostea|etxea|ga|anga|gaia|aldia|taldia|handia|mendia|geia|egia|degia|tegia|nahia|ohia|kia|tokia|oia|koia|aria|karia|laria|taria|eria|keria|teria|garria|larria|kirria|duria|asia|tia|ezia|bizia|ontzia|ka|joka|aurka|ska|xka|zka|gibela|gela|kaila|skila|tila|ola|na|kana|ena|garrena|gerrena|urrena|zaina|tzaina|kina|mina|garna|una|duna|asuna|tasuna|ondoa|kondoa|ngoa|zioa|koa|takoa|zkoa|noa|zinoa|aroa|taroa|zaroa|eroa|oroa|osoa|toa|ttoa|ztoa|txoa|tzoa|ñoa|ra|ara|dara|liara|tiara|tara|etara|tzara|bera|kera|pera|ora|tzarra|korra|tra|sa|osa|ta|eta|keta|sta|dua|mendua|ordua|lekua|burua|durua|tsua|tua|mentua|estua|txua|zua|tzua|za|eza|eroza|tza|koitza|antza|gintza|kintza|kuntza|gabe|kabe|kide|alde|kalde|talde|orde|ge|zale|tzale|gile|eme|kume|ne|zione|une|gune|pe|aurre|te|kote|arte|oste|etxe|gai|di|aldi|taldi|geldi|handi|mendi|gei|egi|degi|tegi|nahi|ohi|ki|toki|oi|goi|koi|ari|kari|lari|tari|garri|larri|kirri|duri|asi|ti|ontzi|ñi|ak|ek|tarik|gibel|ail|kail|kan|tan|etan|en|ren|garren|gerren|urren|ten|tzen|zain|tzain|kin|min|dun|asun|tasun|aizun|ondo|kondo|go|ngo|zio|ko|trako|tako|etako|eko|tariko|sko|tuko|minutuko|zko|no|zino|ro|aro|igaro|taro|zaro|ero|giro|oro|oso|to|tto|zto|txo|tzo|gintzo|ño|zp|ar|dar|behar|zehar|liar|tiar|tar|tzar|or|kor|os|ket|du|mendu|ordu|leku|buru|duru|tsu|tu|tatu|mentu|estu|txu|zu|tzu|gintzu|z|ez|eroz|tz|koitz", [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1,3,-1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,-1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,4,2,1,1,1,4,4,1,1,1,1,1,1,1,1,1,1,1,1,1,1,5,1,1,1,1,1,1,6,1,1,1,1,1,-1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,-1,1,1,1,1,2,1,1,1,1,1,1,1,2,1,1,1,4,1,1,1,1,1,1,1,1,1,1,1]);
const a_2 = table("zlea|keria|la|era|dade|tade|date|tate|gi|ki|ik|lanik|rik|larik|ztik|go|ro|ero|to", [2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]);
class BasqueStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_mark_regions() {
let v_1, v_2, v_3, v_4, v_5;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!this.in_grouping(g_v)) break lab1;
while (true) {
v_3 = this.cursor;
lab2: {
if (!this.out_grouping(g_v)) break lab2;
if (!this.go_out_grouping(g_v)) break lab2;
this.cursor += 1;
break;
}
this.cursor = v_3;
if (!this.in_grouping(g_v)) break lab1;
if (!this.go_in_grouping(g_v)) break lab1;
this.cursor += 1;
break;
}
break;
}
this.cursor = v_2;
if (!this.out_grouping(g_v)) break lab0;
while (true) {
v_4 = this.cursor;
lab1: {
if (!this.out_grouping(g_v)) break lab1;
if (!this.go_out_grouping(g_v)) break lab1;
this.cursor += 1;
break;
}
this.cursor = v_4;
if (!this.in_grouping(g_v)) break lab0;
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
break;
}
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_5 = this.cursor;
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
this.cursor = v_5;
return true;
}
r_RV() {
return this.I_pV <= this.cursor;
}
r_R2() {
return this.I_p2 <= this.cursor;
}
r_aditzak() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_0);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_RV()) return false;
this.slice_del();
} else if (among_var === 2) {
if (!this.r_R2()) return false;
this.slice_del();
}
return true;
}
r_izenak() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_RV()) return false;
this.slice_del();
} else if (among_var === 2) {
if (!this.r_R2()) return false;
this.slice_del();
} else if (among_var === 3) this.slice_from("jok"); else if (among_var === 4) {
if (this.I_p1 > this.cursor) return false;
this.slice_del();
} else if (among_var === 5) this.slice_from("tra"); else if (among_var === 6) this.slice_from("minutu");
return true;
}
r_adjetiboak() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_RV()) return false;
this.slice_del();
} else this.slice_from("z");
return true;
}
run() {
let v_1, v_2, v_3;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (!this.r_aditzak()) break lab0;
continue;
}
this.cursor = this.limit - v_1;
break;
}
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
if (!this.r_izenak()) break lab0;
continue;
}
this.cursor = this.limit - v_2;
break;
}
v_3 = this.limit - this.cursor;
this.r_adjetiboak();
this.cursor = this.limit - v_3;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new BasqueStemmer();
return (word) => stemmer.stem(word);
};
