//! The codes of languages that settings may name, so that a slip of the pen is told and not indexed.

/// ISO 639-1.
const TWO_LETTERS: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik \
    io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt \
    my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so \
    sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";
/// ISO 639-3, of languages without a code of two letters in which newspapers are printed.
const THREE_LETTERS: &str = "ast bar bcl bik ceb chr ckb crh csb dsb fil frr fur gag gsw haw hsb hil ilo kab kok ksh lad \
    lij lmo mai mni nah nap nds pag pap pms rom sah sat scn sco smn sms sma smj szl tet tpi tyv udm vec war yue";

/// Returns whether a language has this code.
pub(crate) fn is_language(code: &str) -> bool {
    [TWO_LETTERS, THREE_LETTERS]
        .iter()
        .any(|codes| codes.split_whitespace().any(|known| known == code))
}
