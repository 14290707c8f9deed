package demopim

import (
	"bytes"
	"encoding/hex"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// What PHP's base_convert makes of bytes, a script in another language being
// the judge: at the borders of the whole numbers, where rounding twice would
// tell, and of all lengths.
func TestBase36(t *testing.T) {
	for bytes, want := range map[string]string{
		"0000000000000000000000000000000000000000000000000000000000000000": "0",
		"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff": "6dp5qcb22ikgs40c8soo8s4ocws8kos40kkc8s4440g8kwkg0g",
		"ffffffffffffffffffffffffffffffff":                                 "f5lxx1zz5pckgsss04kw8w404",
		"0000000000000000000000000000000000000000000000000000000000000023": "z",
		"0000000000000000000000000000000000000000000000000000000000000024": "10",
		"2121212121212121212121212121212121212121212121212121212121212121": "tq4jxcv6og0wg8cwk4c48wkk8sw40gwgwc008co4s40s8woss",
		"2525252525252525252525252525252525252525252525252525252525252525": "xbu72hp5b28wkcco8wsgo88co4kc80gkc0c04kk40g4s4g4kw",
		"2929292929292929292929292929292929292929292929292929292929292929": "10xju7mj3xmo0044koko4owss0o40oos0g0ccg0ko0s88044w0",
		"21212121212121212121212121212121":                                 "1ylwcbozgu00kcosgs0gk8ogg",
		"25252525252525252525252525252525":                                 "27609gdty5c0swws04sgs4sw8",
		"7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff": "36ukv65j19a8wk0o4wcc4wkcogw4scwk0sso4wkkk084sgs808",
		"07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff": "76esy4ufttwk80ogkccgk8coskg4ck8044ogk8880wg4s4w0w",
		"0800000000000000010101010101010101010101010101010101010101010101": "76esy4ufttwk80ogkccgk8coskg4ck8044ogk8880wg4s4w0w",
		"8000000000000000010101010101010101010101010101010101010101010101": "36ukv65j19a8wk0o4wcc4wkcogw4scwk0sso4wkkk084sgs808",
		"7942bdf22106f0847762f0f3cb4d764dc7072051159a0f89f2c6dacae344bb31": "30sw2vo9zlq840kwsws4sg8g80wssssscckg88sgwc40sg0c8o",
		"1245fd6f84df9ad7c5b3d076ac0e8f53a7356c88913f20f6f72db022d24d0a96": "ge98azf6acgk0gc8g4080cooscs4ck4g4g044k40s44oso8kg",
		"dad43c1617c1a98e78129e0327371065d095864f15ada0b846c1c0ebc5348adc": "5gchgp7siukogo08oss0scw0okw4ccw48sc4o8kkkc8gowck4k",
		"799adf849bad05d4a10ac0441eaaeeb4b48efa0b1f0abd80e998a35aba5ea0bd": "3140elljsby8scgkwcg8c04co8ssww84swck8ok8ckcgsk4c8w",
		"8799c1350d439e71897aa75fde3134a4":                                 "8104ycjucp0k8g88gskg0ok8c",
		"aa72e05628ac6fe68a733d1161a15d8e":                                 "a39wnjxeycggc0g4wockocw0o",
		"ae2bb042d7958aedb1d594d6d112d34f":                                 "ab7h5m5isn404c8koswowo448",
	} {
		b, err := hex.DecodeString(bytes)
		require.NoError(t, err)
		require.Equal(t, want, base36(b), bytes)
	}
}

func TestMint(t *testing.T) {
	all := bytes.Repeat([]byte{0xff}, 64)
	for _, made := range []struct {
		mint func(*PIM) (string, error)
		want string
	}{
		{(*PIM).clientText, `^[0-9a-z]{11}[048cgkosw]{36,39}$`},
		{(*PIM).uuid, `^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`},
		{(*PIM).appCode, `^app_[0-9a-z]{11}[048cgkosw]{12,14}$`},
		{(*PIM).newPassword, `^[0-9a-f]{9}$`},
		{func(p *PIM) (string, error) { return p.username("erp") }, `^erp_\d{4}$`},
	} {
		for range 100 {
			text, err := made.mint(&PIM{})
			require.NoError(t, err)
			require.Regexp(t, regexp.MustCompile(made.want), text)
		}
		_, err := made.mint(&PIM{Rand: bytes.NewReader(nil)})
		require.Error(t, err)
	}
	username, err := (&PIM{Rand: bytes.NewReader(all)}).username("erp")
	require.NoError(t, err)
	require.Equal(t, "erp_5542", username)
	for first, want := range map[string]string{"\x00\x00": "erp_0001", "\x27\x0e": "erp_9999", "\x27\x0f": "erp_0001"} {
		username, err = (&PIM{Rand: bytes.NewReader([]byte(first))}).username("erp")
		require.NoError(t, err)
		require.Equal(t, want, username)
	}
}
