module scaler4j/benchmarks

go 1.25
