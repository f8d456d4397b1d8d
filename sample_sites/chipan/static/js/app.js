(function(w,d){"use strict";
function awpntr(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("awp")>-1){n.parentNode.className="on ntr"}return !1}
function gbaruk(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("gba")>-1){n.parentNode.className="on ruk"}return !1}
function mctgqw(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("mct")>-1){n.parentNode.className="on gqw"}return !1}
var hisnsd={delay:7737,auto:false,cls:"dsnsih",idx:4};
var dxtwxj={delay:5692,auto:false,cls:"jxwtxd",idx:6};
w.uyyvna=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"d7a457":b||"276f86f96e"};
function sfygwm(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("sfy")>-1){n.parentNode.className="on gwm"}return !1}
function ekgnmt(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("ekg")>-1){n.parentNode.className="on nmt"}return !1}
var ngsppv={delay:354,auto:true,cls:"vppsgn",idx:1};
for(var i=0,uzkpsr=d.getElementsByTagName("li");i<uzkpsr.length;i++){uzkpsr[i].onmouseover=function(){this.className+=" hover"}}
var ejusdv={delay:316,auto:false,cls:"vdsuje",idx:8};
w.fbyzhu=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"cc2a64":b||"0ba9374a9b"};
var zemrhn={delay:371,auto:true,cls:"nhrmez",idx:2};
for(var i=0,bwtaun=d.getElementsByTagName("span");i<bwtaun.length;i++){bwtaun[i].onmouseover=function(){this.className+=" hover"}}
w.txafsz=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"e74ee4":b||"20756cc9d1"};
var gtisdn={delay:360,auto:true,cls:"ndsitg",idx:5};
w.tjpqjy=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"6c94ac":b||"ca8341b77d"};
function ixysmz(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("ixy")>-1){n.parentNode.className="on smz"}return !1}
for(var i=0,bkkcwp=d.getElementsByTagName("dl");i<bkkcwp.length;i++){bkkcwp[i].onmouseover=function(){this.className+=" hover"}}
w.kwckfq=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"4ef3f5":b||"31fc0ab957"};
for(var i=0,uqatuv=d.getElementsByTagName("dl");i<uqatuv.length;i++){uqatuv[i].onmouseover=function(){this.className+=" hover"}}
w.yxmjny=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"78dd09":b||"9ca2f0d42f"};
for(var i=0,izherk=d.getElementsByTagName("span");i<izherk.length;i++){izherk[i].onmouseover=function(){this.className+=" hover"}}
var pmtjpc={delay:278,auto:true,cls:"cpjtmp",idx:1};
for(var i=0,ankbuc=d.getElementsByTagName("dl");i<ankbuc.length;i++){ankbuc[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,bfpawh=d.getElementsByTagName("dl");i<bfpawh.length;i++){bfpawh[i].onmouseover=function(){this.className+=" hover"}}
w.xmfpqq=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"960669":b||"34a59dacfb"};
function gsfpby(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("gsf")>-1){n.parentNode.className="on pby"}return !1}
function kgfigv(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("kgf")>-1){n.parentNode.className="on igv"}return !1}
w.ndqjmc=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"fc0cd8":b||"2a79b73dd9"};
w.htvteh=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"1c33f2":b||"20ee172e50"};
function ynhypi(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("ynh")>-1){n.parentNode.className="on ypi"}return !1}
function paynsg(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("pay")>-1){n.parentNode.className="on nsg"}return !1}
var xzhtsi={delay:8877,auto:false,cls:"isthzx",idx:6};
function whnsiu(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("whn")>-1){n.parentNode.className="on siu"}return !1}
for(var i=0,kermbt=d.getElementsByTagName("li");i<kermbt.length;i++){kermbt[i].onmouseover=function(){this.className+=" hover"}}
w.ijsgtf=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"8f2e39":b||"66a3043b58"};
w.awraxm=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"391b6c":b||"9c04d6d36e"};
w.wzxvyf=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"f06d6b":b||"7c01c9f41a"};
var azkqcr={delay:1563,auto:true,cls:"rcqkza",idx:5};
function tccekd(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("tcc")>-1){n.parentNode.className="on ekd"}return !1}
for(var i=0,pahiuh=d.getElementsByTagName("li");i<pahiuh.length;i++){pahiuh[i].onmouseover=function(){this.className+=" hover"}}
var efmyvk={delay:6615,auto:false,cls:"kvymfe",idx:6};
for(var i=0,cshdjq=d.getElementsByTagName("dl");i<cshdjq.length;i++){cshdjq[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,pqwxsb=d.getElementsByTagName("dl");i<pqwxsb.length;i++){pqwxsb[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,zkbayf=d.getElementsByTagName("li");i<zkbayf.length;i++){zkbayf[i].onmouseover=function(){this.className+=" hover"}}
function vqranr(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("vqr")>-1){n.parentNode.className="on anr"}return !1}
for(var i=0,aryepv=d.getElementsByTagName("li");i<aryepv.length;i++){aryepv[i].onmouseover=function(){this.className+=" hover"}}
})(window,document);