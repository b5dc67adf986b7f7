package com.example.reporter;

import java.math.BigDecimal;

record Order(String id, BigDecimal amount) {}
