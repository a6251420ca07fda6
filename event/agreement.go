package event

// Agreement says what may be disclosed to a partner.
type Agreement struct {
	ID       string
	Partner  string // a destination's organisation
	Assets   []AssetID
	Purpose  string
	From     Time // the first moment of its first day, 0 if it has no beginning
	Until    Time // the first moment after its last day, 0 if it has no end
	FromDay  string
	UntilDay string
	ReturnBy string     // ISO date, empty if nothing is to be returned
	People   []PersonID // who may disclose; empty: anybody
	Media    []string   // ways by which; empty: any
}
