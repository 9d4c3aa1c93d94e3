module scaler4j/peers

go 1.19
