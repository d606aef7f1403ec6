// run

package main

import (
	"fmt"
	"os"
	"text/tabwriter"
)

func main() {
	texts := []string{
		"a\tb\tc\naa\tbbbb\tcccccc\n\naaa\tb\n", "x\n", "", "\t\ta\n\tb\tc\n", "name\tage\tcity\nAlice\t30\tParis\nBob\t4\tLos Angeles\n",
		"a\vb\vc\n\v\vd\n", "é\tü\n日本\tx\n", "<b>x</b>\t&amp;\ty\nlonger\tz\tw\n", "a\t\xffesc\taped\xff\tb\nc\td\te\n", "1\t2\f3\t4\n", "no newline\tend", "a\t\t\tb\nc\td\te\tf\n",
	}
	for _, fl := range []uint{0, tabwriter.AlignRight, tabwriter.Debug, tabwriter.DiscardEmptyColumns, tabwriter.TabIndent, tabwriter.FilterHTML | tabwriter.Debug, tabwriter.StripEscape | tabwriter.AlignRight | tabwriter.Debug} {
		for _, cfg := range [][3]int{{0, 8, 1}, {8, 8, 2}} {
			for _, pc := range []byte{' ', '\t'} {
				for _, t := range texts {
					w := tabwriter.NewWriter(os.Stdout, cfg[0], cfg[1], cfg[2], pc, fl)
					fmt.Fprint(w, t)
					fmt.Println("|", w.Flush(), fl, cfg, pc)
				}
			}
		}
	}
}
