package rule

import "time"

// timePart is what a time modifier reads from a date.
type timePart uint8

const (
	noPart timePart = iota
	partMinute
	partHour
	partDay
	partWeek
	partMonth
	partYear
)

// timeParts are the specification's time modifiers with the values they take. A
// year has 52 or 53 ISO weeks.
func timePartNamed(name string) (part timePart, low, high int64) {
	switch name {
	case "minute":
		return partMinute, 0, 59
	case "hour":
		return partHour, 0, 23
	case "day":
		return partDay, 1, 31
	case "week":
		return partWeek, 1, 53
	case "month":
		return partMonth, 1, 12
	case "year":
		return partYear, 1, 9999
	}
	return noPart, 0, 0
}

// read takes the part out of a date written as YYYY-MM-DD, YYYY/MM/DD, either
// followed by T or a space and hh:mm. What comes after (seconds, zone) is not
// looked at: the specification wants no conversion between zones.
func (p timePart) read(s string) (int64, bool) {
	year, month, day, ok := readDate(s)
	if !ok {
		return 0, false
	}
	switch p {
	case partDay:
		return day, true
	case partMonth:
		return month, true
	case partYear:
		return year, true
	case partWeek:
		_, week := time.Date(int(year), time.Month(month), int(day), 0, 0, 0, 0, time.UTC).ISOWeek()
		return int64(week), true
	}
	hour, minute, ok := readClock(s[len("YYYY-MM-DD"):])
	if p == partHour {
		return hour, ok
	}
	return minute, ok
}

func readDate(s string) (year, month, day int64, ok bool) {
	if len(s) < len("YYYY-MM-DD") || (s[4] != '-' && s[4] != '/') || s[7] != s[4] {
		return 0, 0, 0, false
	}
	year, ok1 := digits(s[:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:10])
	ok = ok1 && ok2 && ok3 && 1 <= month && month <= 12 && 1 <= day && day <= 31
	return year, month, day, ok && (len(s) == 10 || !isDigit(s[10]))
}

func readClock(s string) (hour, minute int64, ok bool) {
	if len(s) < len("Thh:mm") || (s[0] != 'T' && s[0] != 't' && s[0] != ' ') || s[3] != ':' {
		return 0, 0, false
	}
	hour, ok1 := digits(s[1:3])
	minute, ok2 := digits(s[4:6])
	return hour, minute, ok1 && ok2 && hour <= 23 && minute <= 59
}

func digits(s string) (int64, bool) {
	n := int64(0)
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}
