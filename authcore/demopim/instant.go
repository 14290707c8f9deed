// Time as text, without package time's formats and zones, which would weigh
// more in the WebAssembly module than the rest of this file's folder needs.

package demopim

import "fmt"

// instant writes Unix seconds as RFC 3339 does, in UTC.
func instant(seconds int64) string {
	const day = 24 * 60 * 60
	days, second := seconds/day, seconds%day
	if second < 0 {
		days, second = days-1, second+day
	}
	year, month, dayOfMonth := civil(days)
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, dayOfMonth, second/3600, second/60%60, second%60)
}

// civil turns days since 1970-01-01 into a date. Counted from 1 March of the
// year 0, leap days end their years, centuries and cycles of 400 years.
func civil(days int64) (year, month, day int64) {
	days += 719468
	cycle := days / 146097
	if days < 0 {
		cycle = (days - 146096) / 146097
	}
	days -= cycle * 146097
	year = (days - days/1460 + days/36524 - days/146096) / 365
	days -= 365*year + year/4 - year/100
	month = (5*days + 2) / 153
	day = days - (153*month+2)/5 + 1
	month += 3
	if month > 12 {
		month, year = month-12, year+1
	}
	return year + cycle*400, month, day
}
