(function(w,d){"use strict";
w.jdqtdr=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"cac334":b||"db73901b94"};
w.hcfpvv=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"9df537":b||"f6e5474125"};
var mibuip={delay:6865,auto:true,cls:"piubim",idx:3};
function wefpdk(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("wef")>-1){n.parentNode.className="on pdk"}return !1}
function bdxywv(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("bdx")>-1){n.parentNode.className="on ywv"}return !1}
function uarggw(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("uar")>-1){n.parentNode.className="on ggw"}return !1}
var jztxdx={delay:7199,auto:false,cls:"xdxtzj",idx:2};
function eeunbb(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("eeu")>-1){n.parentNode.className="on nbb"}return !1}
w.pjrkjr=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"a1f073":b||"f92279dc34"};
for(var i=0,cgfbzi=d.getElementsByTagName("li");i<cgfbzi.length;i++){cgfbzi[i].onmouseover=function(){this.className+=" hover"}}
function rsxhtv(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("rsx")>-1){n.parentNode.className="on htv"}return !1}
var jybinq={delay:3601,auto:true,cls:"qnibyj",idx:7};
for(var i=0,hxyegt=d.getElementsByTagName("span");i<hxyegt.length;i++){hxyegt[i].onmouseover=function(){this.className+=" hover"}}
function ycxagh(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("ycx")>-1){n.parentNode.className="on agh"}return !1}
var azbvss={delay:4490,auto:true,cls:"ssvbza",idx:5};
for(var i=0,unrpav=d.getElementsByTagName("span");i<unrpav.length;i++){unrpav[i].onmouseover=function(){this.className+=" hover"}}
function uwtxvg(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("uwt")>-1){n.parentNode.className="on xvg"}return !1}
for(var i=0,trzpbs=d.getElementsByTagName("li");i<trzpbs.length;i++){trzpbs[i].onmouseover=function(){this.className+=" hover"}}
var xumvix={delay:8536,auto:true,cls:"xivmux",idx:2};
var jcsafw={delay:5468,auto:true,cls:"wfascj",idx:5};
for(var i=0,kxebes=d.getElementsByTagName("div");i<kxebes.length;i++){kxebes[i].onmouseover=function(){this.className+=" hover"}}
function itqikk(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("itq")>-1){n.parentNode.className="on ikk"}return !1}
w.ejycdb=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"c8c396":b||"da250b7d28"};
for(var i=0,mfetkb=d.getElementsByTagName("div");i<mfetkb.length;i++){mfetkb[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,gcbccq=d.getElementsByTagName("div");i<gcbccq.length;i++){gcbccq[i].onmouseover=function(){this.className+=" hover"}}
w.wvrife=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"e9feae":b||"45fc5131f1"};
function jmynwq(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("jmy")>-1){n.parentNode.className="on nwq"}return !1}
for(var i=0,mmuiur=d.getElementsByTagName("li");i<mmuiur.length;i++){mmuiur[i].onmouseover=function(){this.className+=" hover"}}
function ayekhg(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("aye")>-1){n.parentNode.className="on khg"}return !1}
w.pknspf=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"f08c10":b||"a583b359f9"};
w.srmdbm=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"bfc225":b||"6e67764c39"};
var srgbmw={delay:2856,auto:false,cls:"wmbgrs",idx:7};
for(var i=0,aryndu=d.getElementsByTagName("div");i<aryndu.length;i++){aryndu[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,zkegbd=d.getElementsByTagName("dl");i<zkegbd.length;i++){zkegbd[i].onmouseover=function(){this.className+=" hover"}}
function cgqvub(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("cgq")>-1){n.parentNode.className="on vub"}return !1}
for(var i=0,nmfgmk=d.getElementsByTagName("dl");i<nmfgmk.length;i++){nmfgmk[i].onmouseover=function(){this.className+=" hover"}}
var eqdmgk={delay:1101,auto:true,cls:"kgmdqe",idx:1};
function hqsire(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("hqs")>-1){n.parentNode.className="on ire"}return !1}
w.xzpvhr=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"b4b167":b||"5fb3d26280"};
function rpegbj(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("rpe")>-1){n.parentNode.className="on gbj"}return !1}
function tjfcwn(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("tjf")>-1){n.parentNode.className="on cwn"}return !1}
var dekcvm={delay:8038,auto:true,cls:"mvcked",idx:3};
var zmpvrj={delay:1572,auto:false,cls:"jrvpmz",idx:4};
var zmmtrb={delay:4254,auto:false,cls:"brtmmz",idx:7};
var eqvmub={delay:5812,auto:true,cls:"bumvqe",idx:5};
var vfucfb={delay:3718,auto:true,cls:"bfcufv",idx:4};
function ysanfr(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("ysa")>-1){n.parentNode.className="on nfr"}return !1}
var nrpwum={delay:7924,auto:false,cls:"muwprn",idx:1};
w.pdazzd=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"91610b":b||"fa66e09288"};
function bnicsc(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("bni")>-1){n.parentNode.className="on csc"}return !1}
w.yvdrgb=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"a0f806":b||"0342a7b411"};
w.ekyymv=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"780a60":b||"11fae5adb4"};
w.zvsmdy=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"df74f0":b||"4d8b4bee7f"};
for(var i=0,neviaz=d.getElementsByTagName("dl");i<neviaz.length;i++){neviaz[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,ubrmyg=d.getElementsByTagName("div");i<ubrmyg.length;i++){ubrmyg[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,savngv=d.getElementsByTagName("dl");i<savngv.length;i++){savngv[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,sddxgr=d.getElementsByTagName("div");i<sddxgr.length;i++){sddxgr[i].onmouseover=function(){this.className+=" hover"}}
var xhbpet={delay:4836,auto:false,cls:"tepbhx",idx:4};
function sacbzc(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("sac")>-1){n.parentNode.className="on bzc"}return !1}
var vykhux={delay:5112,auto:true,cls:"xuhkyv",idx:7};
w.vcdcrt=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"710028":b||"2fde3ea135"};
for(var i=0,aeriwn=d.getElementsByTagName("li");i<aeriwn.length;i++){aeriwn[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,duuhbz=d.getElementsByTagName("li");i<duuhbz.length;i++){duuhbz[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,qjakkc=d.getElementsByTagName("dl");i<qjakkc.length;i++){qjakkc[i].onmouseover=function(){this.className+=" hover"}}
var hnizkk={delay:2115,auto:false,cls:"kkzinh",idx:1};
w.jnxnfy=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"fa8cf5":b||"570da04e99"};
var zzpyqp={delay:4461,auto:true,cls:"pqypzz",idx:0};
function znexdk(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("zne")>-1){n.parentNode.className="on xdk"}return !1}
function jxtzeq(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("jxt")>-1){n.parentNode.className="on zeq"}return !1}
function mqcfzh(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("mqc")>-1){n.parentNode.className="on fzh"}return !1}
w.exthgy=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"c7cac7":b||"99ad3f9781"};
w.zkdkfw=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"213fa9":b||"bc5100ace7"};
var seygwh={delay:201,auto:false,cls:"hwgyes",idx:8};
function fyhgfu(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("fyh")>-1){n.parentNode.className="on gfu"}return !1}
w.dmdiub=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"4e5ff7":b||"4dc50d14f1"};
for(var i=0,fwcern=d.getElementsByTagName("div");i<fwcern.length;i++){fwcern[i].onmouseover=function(){this.className+=" hover"}}
for(var i=0,rhifvx=d.getElementsByTagName("dl");i<rhifvx.length;i++){rhifvx[i].onmouseover=function(){this.className+=" hover"}}
w.wmbzbm=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"7212c7":b||"d6db93643a"};
var dsupbp={delay:4457,auto:true,cls:"pbpusd",idx:7};
function gtkccy(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("gtk")>-1){n.parentNode.className="on ccy"}return !1}
for(var i=0,gjeuze=d.getElementsByTagName("li");i<gjeuze.length;i++){gjeuze[i].onmouseover=function(){this.className+=" hover"}}
w.tiznzj=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"083753":b||"834772b249"};
function pawxdi(e){var t=e||w.event,n=t.target||t.srcElement;if(n&&n.className.indexOf("paw")>-1){n.parentNode.className="on xdi"}return !1}
var sqbbzp={delay:6526,auto:true,cls:"pzbbqs",idx:0};
w.wfzgmb=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"33f293":b||"6026454ec6"};
w.akvrat=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"45cf5e":b||"a999ba418d"};
w.fxyavd=function(a,b){return a?a.replace(/[^0-9a-z]+/gi,"_")+"b61e09":b||"e8681a1148"};
})(window,document);