// Package iter has the types of functions that range loops can run over, and
// Pull, which turns such a function into one that is asked for values.
package iter

// Seq calls yield for each value until that gives false.
type Seq[V any] func(yield func(V) bool)

// Seq2 is Seq for pairs of values.
type Seq2[K, V any] func(yield func(K, V) bool)
