package sheet

// gbState walks through bytes as GB18030 would read them.
type gbState struct {
	seen   [4]byte
	n      int   // bytes of an unfinished character
	paired int64 // where the last two-byte character ended
}

func (g *gbState) feed(st *byteStats, b []byte, at int64) {
	for i := range b {
		c := b[i]
		if g.n == 0 && c < 0x80 {
			continue
		}
		if c >= 0x80 {
			st.high++
		}
		g.step(st, c, at+int64(i))
	}
}

func (g *gbState) step(st *byteStats, c byte, at int64) {
	bad := func() {
		if st.badGB < 0 {
			st.badGB = at
		}
		g.n = 0
	}
	switch g.n {
	case 0:
		if c == 0xFF {
			bad()
		} else if c != 0x80 { // code page 936 has the euro sign at 0x80
			g.seen[0], g.n = c, 1
		}
	case 1:
		switch {
		case c >= '0' && c <= '9':
			g.n = 2
		case c >= 0x40 && c != 0x7F && c != 0xFF:
			g.pair(st, c, at)
		default:
			g.alone(st)
			bad()
		}
	case 2:
		if c < 0x81 || c == 0xFF {
			g.alone(st)
			bad()
			return
		}
		g.n = 3
	case 3:
		if c < '0' || c > '9' {
			bad()
			return
		}
		g.n = 0
	}
}

func (g *gbState) pair(st *byteStats, second byte, at int64) {
	st.pairs++
	if second < 0x80 {
		st.low++
	}
	if g.paired == at-1 {
		st.next++
	}
	g.paired, g.n = at+1, 0
}

// alone counts a high byte that no GBK character explains: é at a word's end.
func (g *gbState) alone(st *byteStats) {
	st.pairs++
	st.low++
}

// end catches a character cut off by the end of the file.
func (g *gbState) end(st *byteStats, size int64) {
	if g.n > 0 && st.badGB < 0 {
		st.badGB = size
	}
}
