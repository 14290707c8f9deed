// The faults that are drawn by lot, from all the places where a small slip of
// the pen would be one. A lot depends on what stands at its place and nothing
// else, so that a change of the code changes few of the faults that are drawn.

package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// seed makes the lots; with another there are other faults.
const seed = "1"

// kinds of faults, as many of each.
var kinds = []string{"constant", "comparison", "connective", "order", "omission"}

// draw returns all faults of each kind in the order of their lots: first one of
// each file, then the second of each.
func draw(sources []source) (map[string][]fault, error) {
	drawn := map[string][]fault{}
	for _, s := range sources {
		found, err := findFaults(s)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(found, byLot)
		for _, f := range found {
			drawn[f.kind] = append(drawn[f.kind], f)
		}
	}
	for kind, all := range drawn {
		turn, turns := map[string]int{}, map[fault]int{}
		for _, f := range all {
			turns[f] = turn[f.file]
			turn[f.file]++
		}
		slices.SortFunc(drawn[kind], func(a, b fault) int { return cmp.Or(cmp.Compare(turns[a], turns[b]), byLot(a, b)) })
	}
	return drawn, nil
}

func byLot(a, b fault) int { return strings.Compare(lot(a), lot(b)) }

func lot(f fault) string {
	sum := sha256.Sum256([]byte(seed + "\x00" + f.String()))
	return string(sum[:])
}

// A finder goes through a file and collects the faults that it could have.
type finder struct {
	source
	at    *token.File
	in    string // the declaration that it is in
	seen  map[string]int
	found []fault
}

func findFaults(s source) ([]fault, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, s.name, s.text, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	d := finder{source: s, at: set.File(file.Pos()), seen: map[string]int{}}
	for _, declared := range file.Decls {
		switch declared := declared.(type) {
		case *ast.FuncDecl:
			d.in = declared.Name.Name
			ast.Inspect(declared, d.visit)
		case *ast.GenDecl:
			for _, spec := range declared.Specs {
				if values, ok := spec.(*ast.ValueSpec); ok {
					d.in = values.Names[0].Name
					ast.Inspect(values, d.visit)
				}
			}
		}
	}
	return d.found, nil
}

// add notes a fault: from one node to another (or the same) stands text.
func (d *finder) add(kind, name string, from, to ast.Node, text string) {
	name = d.in + ": " + name
	d.seen[name]++
	if n := d.seen[name]; n > 1 {
		name += fmt.Sprintf(" (%d)", n)
	}
	d.found = append(d.found, fault{
		file: d.name, name: name, kind: kind,
		start: d.at.Offset(from.Pos()), end: d.at.Offset(to.End()), text: text,
	})
}

// written returns the source from one node to another.
func (d *finder) written(from, to ast.Node) string {
	return d.text[d.at.Offset(from.Pos()):d.at.Offset(to.End())]
}

// short is a text as a name shows it: one line, not too long.
func short(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	line = strings.TrimSuffix(line, " {")
	if runes := []rune(line); len(runes) > 60 {
		line = string(runes[:60]) + "…"
	}
	return line
}

// swap exchanges two neighbours, each from one node to another.
func (d *finder) swap(a1, a2, b1, b2 ast.Node) {
	between := d.text[d.at.Offset(a2.End()):d.at.Offset(b1.Pos())]
	d.add("order", short(d.written(a2, a2))+" comes after "+short(d.written(b2, b2)), a1, b2, d.written(b1, b2)+between+d.written(a1, a2))
}

var slips = map[token.Token]token.Token{
	token.EQL: token.NEQ, token.NEQ: token.EQL,
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.LAND: token.LOR, token.LOR: token.LAND,
}

func (d *finder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BasicLit:
		d.literal(n)
	case *ast.Ident:
		if other := map[string]string{"true": "false", "false": "true"}[n.Name]; other != "" {
			d.add("constant", n.Name+" becomes "+other, n, n, other)
		}
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			d.add("connective", "without the ! of "+short(d.written(n, n)), n, n, d.written(n.X, n.X))
		}
	case *ast.BinaryExpr:
		if other, ok := slips[n.Op]; ok {
			kind := "comparison"
			if n.Op == token.LAND || n.Op == token.LOR {
				kind = "connective"
			}
			d.add(kind, n.Op.String()+" becomes "+other.String()+" in "+short(d.written(n, n)), n, n,
				d.written(n.X, n.X)+" "+other.String()+" "+d.written(n.Y, n.Y))
		}
	case *ast.BlockStmt:
		d.statements(n.List)
	case *ast.CaseClause:
		d.statements(n.Body)
	case *ast.SwitchStmt:
		if n.Tag == nil {
			d.cases(n.Body.List)
		}
	}
	return true
}

// literal makes a number the next one, and takes a text's last character.
func (d *finder) literal(n *ast.BasicLit) {
	switch n.Kind {
	case token.INT:
		if i, err := strconv.ParseInt(n.Value, 0, 64); err == nil {
			d.add("constant", n.Value+" is one more", n, n, strconv.FormatInt(i+1, 10))
		}
	case token.STRING:
		if text, err := strconv.Unquote(n.Value); err == nil && text == "" {
			d.add("constant", `"" is a text`, n, n, `"x"`)
		} else if err == nil {
			runes := []rune(text)
			d.add("constant", short(n.Value)+" lacks its last character", n, n, strconv.Quote(string(runes[:len(runes)-1])))
		}
	}
}

// cases swaps each two that stand side by side, but for the default.
func (d *finder) cases(list []ast.Stmt) {
	for i := 1; i < len(list); i++ {
		if list[i-1].(*ast.CaseClause).List != nil && list[i].(*ast.CaseClause).List != nil {
			d.swap(list[i-1], list[i-1], list[i], list[i])
		}
	}
}

// statements leaves out calls, assignments and checks, and swaps neighbours of
// which the order may matter: two calls, two assignments to one variable, two
// checks with what each needs.
func (d *finder) statements(list []ast.Stmt) {
	var before [2]ast.Stmt // the check before, from its first statement on
	first := 0             // of those that belong to the next check
	for i, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
			d.add("omission", "without "+short(d.written(s, s)), s, s, "")
			if i > 0 {
				if _, ok := list[i-1].(*ast.ExprStmt); ok {
					d.swap(list[i-1], list[i-1], s, s)
				}
			}
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				d.add("omission", "without "+short(d.written(s, s)), s, s, "")
			}
			if i > 0 {
				if earlier, ok := list[i-1].(*ast.AssignStmt); ok && d.written(earlier.Lhs[0], earlier.Lhs[0]) == d.written(s.Lhs[0], s.Lhs[0]) {
					d.swap(earlier, earlier, s, s)
				}
			}
			continue // a check may need it
		case *ast.IfStmt:
			if !leaves(s) {
				break
			}
			d.add("omission", "without "+short(d.written(s, s)), s, s, "")
			if before[1] != nil {
				d.swap(before[0], before[1], list[first], s)
			}
			before, first = [2]ast.Stmt{list[first], s}, i+1
			continue
		}
		before, first = [2]ast.Stmt{}, i+1
	}
}

// leaves reports whether an if is a check: it ends in leaving, or passes.
func leaves(s *ast.IfStmt) bool {
	if s.Else != nil || len(s.Body.List) == 0 {
		return false
	}
	switch s.Body.List[len(s.Body.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}
