package io.scaler4j.spring.boot.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Finds the application class, and the properties of the annotation. */
final class AutoscalerTestContextBootstrapper extends TestSliceTestContextBootstrapper<AutoscalerTest> {}
