// How a PIM makes up credentials, each kind in its own alphabet and length.

package demopim

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"math"
)

// random draws n bytes.
func (p *PIM) random(n int) ([]byte, error) {
	source := p.Rand
	if source == nil {
		source = rand.Reader
	}
	b := make([]byte, n)
	_, err := io.ReadFull(source, b)
	return b, err
}

// draw makes a token, or what looks like one: base64url of the 64 hexadecimal
// digits of a SHA-256.
func (p *PIM) draw() (string, error) {
	b, err := p.random(32)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString([]byte(hex.EncodeToString(sum[:]))), nil
}

// clientText makes the random part of a client's id, or its secret: nearly
// always 49 or 50 characters.
func (p *PIM) clientText() (string, error) {
	b, err := p.random(32)
	return base36(b), err
}

// uuid makes a UUID of version 4.
func (p *PIM) uuid() (string, error) {
	b, err := p.random(16)
	b[6], b[8] = b[6]&15|4<<4, b[8]&63|2<<6
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]), err
}

// appCode makes the code of a connected app, which is the name of its user and
// of its role, too.
func (p *PIM) appCode() (string, error) {
	b, err := p.random(16)
	return "app_" + base36(b), err
}

// username makes the name of a connection's user.
func (p *PIM) username(connection string) (string, error) {
	b, err := p.random(2)
	return fmt.Sprintf("%s_%04d", connection, 1+(int(b[0])<<8|int(b[1]))%9999), err
}

// newPassword makes the password of a connection's user: nine hexadecimal
// digits.
func (p *PIM) newPassword() (string, error) {
	b, err := p.random(9)
	for i := range b {
		b[i] = "0123456789abcdef"[b[i]&15]
	}
	return string(b), err
}

// base36 writes bytes in base 36 as PHP's base_convert does: it counts in
// whole numbers while they fit, then in doubles. So only about the first ten
// digits tell anything; of the others, few differ from 0.
func base36(b []byte) string {
	var whole int64
	var value float64
	for _, digit := range []byte(hex.EncodeToString(b)) {
		d := int64(digit - '0')
		if digit >= 'a' {
			d = int64(digit-'a') + 10
		}
		switch {
		case value == 0 && whole <= math.MaxInt64/16:
			whole = whole*16 + d
		case value == 0:
			value = float64(whole)
			fallthrough
		default:
			value = value*16 + float64(d)
		}
	}
	if value == 0 {
		value = float64(whole)
	}
	text := ""
	for {
		text = "0123456789abcdefghijklmnopqrstuvwxyz"[rest(value):][:1] + text
		if value /= 36; value < 1 {
			return text
		}
	}
}

// rest is math.Mod of 36, in whole numbers; without the other's weight.
func rest(value float64) int64 {
	doubled := 0
	for ; value >= 1<<53; value /= 2 {
		doubled++
	}
	r := int64(value) % 36
	for range doubled {
		r = r * 2 % 36
	}
	return r
}
