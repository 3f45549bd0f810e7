/*
Translated from the hindi stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_consonant = "कखगघङचछजझञटठडढणतथदधनऩपफबभमयरऱलळऴवशषसह़क़ख़ग़ज़ड़ढ़फ़य़";
const a_0 = table("आँ|ाँ|इयाँ|आइयाँ|ाइयाँ|ियाँ|आं|उआं|ुआं|ईं|आईं|ाईं|एं|आएं|उएं|ाएं|ताएं|अताएं|नाएं|अनाएं|ुएं|ओं|आओं|उओं|ाओं|ताओं|अताओं|नाओं|अनाओं|ुओं|ां|इयां|आइयां|ाइयां|ियां|ीं|तीं|अतीं|आतीं|ातीं|ें|ों|इयों|आइयों|ाइयों|ियों|अ|आ|इ|ई|आई|ाई|उ|ऊ|ए|आए|इए|आइए|ाइए|ाए|िए|ओ|आओ|ाओ|कर|अकर|आकर|ाकर|ा|ऊंगा|आऊंगा|ाऊंगा|ूंगा|एगा|आएगा|ाएगा|ेगा|ता|अता|आता|ाता|ना|अना|आना|ाना|आया|ाया|ि|ी|ऊंगी|आऊंगी|ाऊंगी|एंगी|आएंगी|ाएंगी|ूंगी|ेंगी|एगी|आएगी|ाएगी|ओगी|आओगी|ाओगी|ेगी|ोगी|ती|अती|आती|ाती|नी|अनी|ु|ू|े|एंगे|आएंगे|ाएंगे|ेंगे|ओगे|आओगे|ाओगे|ोगे|ते|अते|आते|ाते|ने|अने|आने|ाने|ो|्", -1, ["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "r_CONSONANT", "", "r_CONSONANT", "", "", "", "", "", "", "r_CONSONANT", "", "r_CONSONANT", "", "", "", "", "", "", "", "", "r_CONSONANT", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "r_CONSONANT", "", "", "", "", "", "", "", "", "", "", "", "", "r_CONSONANT", "", "", "", "r_CONSONANT", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "r_CONSONANT", "", "", "", "r_CONSONANT", "", "", "", "", "", "", "", "", "", "", "", "", "r_CONSONANT", "", "", "", "r_CONSONANT", "", "", "", "", ""]);
class HindiStemmer extends Stemmer {
r_CONSONANT() {
return this.in_grouping_b(g_consonant);
}
run() {
if (this.cursor >= this.limit) return false;
this.cursor += 1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
if (this.find_among_b(a_0) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new HindiStemmer();
return (word) => stemmer.stem(word);
};
