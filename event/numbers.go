package event

// numbers lists every number of e, always in the same order (see texts).
func (e *Event) numbers() [numberCount]int64 {
	return [numberCount]int64{
		int64(e.Class), int64(e.Activity), int64(e.Time), int64(e.StartTime), int64(e.EndTime), int64(e.Status),
		int64(e.Hand), int64(e.Does), int64(e.Via), int64(e.Actor.Type), int64(e.User.Type),
		e.Process.PID, e.Parent.PID, int64(e.Src.Port), int64(e.Dst.Port),
		e.File.Size, bit(e.File.IsDir), e.FileResult.Size, bit(e.FileResult.IsDir),
		e.Email.Size, int64(e.Email.Direction), int64(e.HTTP.Status), e.HTTP.BodyOut, e.HTTP.BodyIn,
		int64(e.Share.Type), bit(e.Share.Used), int64(e.Print.Pages), int64(e.Print.Copies),
		e.BytesIn, e.BytesOut, int64(e.LogonType), e.Count,
	}
}

const numberCount = 32

// setNumbers is the reverse of numbers. It reports false when a number does not
// fit its field.
func (e *Event) setNumbers(n *[numberCount]int64) bool {
	e.Class, e.Activity, e.Time, e.StartTime, e.EndTime = Class(n[0]), Activity(n[1]), Time(n[2]), Time(n[3]), Time(n[4])
	e.Status, e.Hand, e.Does, e.Via = Status(n[5]), Hand(n[6]), Act(n[7]), Channel(n[8])
	e.Actor.Type, e.User.Type = UserType(n[9]), UserType(n[10])
	e.Process.PID, e.Parent.PID, e.Src.Port, e.Dst.Port = n[11], n[12], int32(n[13]), int32(n[14])
	e.File.Size, e.File.IsDir, e.FileResult.Size, e.FileResult.IsDir = n[15], n[16] != 0, n[17], n[18] != 0
	e.Email.Size, e.Email.Direction = n[19], Direction(n[20])
	e.HTTP.Status, e.HTTP.BodyOut, e.HTTP.BodyIn = int32(n[21]), n[22], n[23]
	e.Share.Type, e.Share.Used = ShareType(n[24]), n[25] != 0
	e.Print.Pages, e.Print.Copies = int32(n[26]), int32(n[27])
	e.BytesIn, e.BytesOut, e.LogonType, e.Count = n[28], n[29], int32(n[30]), n[31]
	return e.numbers() == *n
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
