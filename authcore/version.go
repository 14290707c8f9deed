// The versions of the PIM: their names, their order, their patch releases.
// What a version does is not here but in the packages that imitate or
// diagnose it.

package authcore

import (
	"fmt"
	"strings"
)

// A Version is a line of PIM releases by its name, "1.7" to "7.0" or "saas".
// The zero value means [V7_0].
type Version string

// The versions, oldest first.
const (
	V1_7 Version = "1.7"
	V2_3 Version = "2.3"
	V3_2 Version = "3.2"
	V4_0 Version = "4.0"
	V5_0 Version = "5.0"
	V6_0 Version = "6.0"
	V7_0 Version = "7.0"
	SaaS Version = "saas"
)

// versions lists the lines in order, each with the patch release that it
// stands for: the last whose behaviour was read from its sources.
var versions = []struct {
	version Version
	release string
}{
	{V1_7, "1.7.41"},
	{V2_3, "2.3.77"},
	{V3_2, "3.2.84"},
	{V4_0, "4.0.125"},
	{V5_0, "5.0.118"},
	{V6_0, "6.0.90"},
	{V7_0, "7.0.22"},
	{SaaS, "SaaS of April 2024"},
}

// Versions returns every version, oldest first.
func Versions() []Version {
	all := make([]Version, len(versions))
	for i, row := range versions {
		all[i] = row.version
	}
	return all
}

// ParseVersion reads the name of a version. "7" and "v7.0" mean "7.0", case
// does not count. The error lists the names there are.
func ParseVersion(name string) (Version, error) {
	short := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(name)), "v")
	for _, row := range versions {
		v := string(row.version)
		if short == v || short != "" && strings.HasPrefix(v, short+".") {
			return row.version, nil
		}
	}
	names := make([]string, len(versions))
	for i, row := range versions {
		names[i] = string(row.version)
	}
	return "", fmt.Errorf("unknown PIM version %q: choose one of %s", name, strings.Join(names, ", "))
}

// String returns the name, "7.0" for the zero value.
func (v Version) String() string {
	if v == "" {
		return string(V7_0)
	}
	return string(v)
}

// Release returns the patch release that the version stands for, "7.0.22".
// It is empty for a name that [ParseVersion] does not know.
func (v Version) Release() string {
	for _, row := range versions {
		if string(row.version) == v.String() {
			return row.release
		}
	}
	return ""
}

// AtLeast reports whether v is other or came after it.
func (v Version) AtLeast(other Version) bool {
	return v.rank() >= other.rank()
}

func (v Version) rank() int {
	for i, row := range versions {
		if string(row.version) == v.String() {
			return i
		}
	}
	return -1
}
