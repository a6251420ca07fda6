package org

import "strings"

// protectedStems are parts of names of attributes that law 2 forbids. The match
// is by part, without case, spaces, hyphens or underscores: no valid column or
// key contains one of them, so that only the words of the refusal depend on it.
var protectedStems = [...]string{
	"nationalit", "citizen", "passport", "ethnic", "race", "racial", "religi", "faith", "politic", "party",
	"famil", "marital", "married", "spouse", "children", "pregnan", "health", "medical", "disab", "disease", "blood",
	"union", "language", "mothertongue", "nativetongue", "sentiment", "mood", "personality", "psychometric",
	"home", "residence", "birth", "hometown", "visa", "gender", "sexual", "orientation", "genetic", "biometric", "origin",
	"国籍", "市民権", "旅券", "民族", "人種", "宗教", "信仰", "政治", "政党", "思想", "信条", "家族", "配偶", "婚姻", "子供", "扶養",
	"健康", "病歴", "障害", "障がい", "既往", "組合", "言語", "母語", "感情", "性格", "自宅", "住所", "居住", "本籍", "出身", "出生", "生年月日", "在留", "性別", "血液",
}

// isProtected reports whether a column or key names a protected attribute.
func isProtected(name string) bool {
	plain := strings.Map(func(r rune) rune {
		if strings.ContainsRune(" _-.", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
	for _, stem := range protectedStems {
		if strings.Contains(plain, stem) {
			return true
		}
	}
	return false
}

const (
	protectedText  = "%s %q is a protected attribute and cannot be used"
	protectedPlace = "remove the %s"
)
