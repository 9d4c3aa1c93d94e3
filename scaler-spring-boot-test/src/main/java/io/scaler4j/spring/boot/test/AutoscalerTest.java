package io.scaler4j.spring.boot.test;

import io.scaler4j.BoundsSchedule;
import io.scaler4j.spi.ScalerProvider;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of the autoscalers that the application's configuration has, and of nothing else: no web server, no
 * connection, no waiting. The test injects an {@link AutoscalerTester}, gives triggers their values, and lets virtual
 * time pass.
 *
 * <pre>{@code
 * @AutoscalerTest
 * class PackersTest {
 *
 *     @Autowired
 *     AutoscalerTester autoscalers;
 *
 *     @Test
 *     void aRushIsPackedByEight() {
 *         autoscalers.value("backlog", 75).advance(Duration.ofMinutes(1));
 *         assertThat(autoscalers.replicas("packers")).isEqualTo(8);
 *     }
 * }
 * }</pre>
 *
 * <p><b>What is real.</b> The properties {@code scaler4j.*} of {@code application.yaml}, files with ScaledObjects,
 * their checks, policies, schedules, and the autoscalers themselves, in the registry that the application runs them in.
 *
 * <p><b>What is not.</b> Each target is a count in memory that begins at 1; no bean is scaled. No trigger is opened
 * unless {@link AutoscalerTester#reads} says so, and beans of the type {@link io.scaler4j.Scaler} are read then alone;
 * one that is missing does no harm. States are kept in memory, whatever the application says.
 *
 * <p><b>Beans.</b> Those of the application class and of what the test imports, and components of the types
 * {@link BoundsSchedule} and {@link ScalerProvider}. All other components, and configuration classes that are found by
 * scanning, are left out.
 *
 * <p>Each test method has its own application context, so it begins at the same time with the same counts. Methods run
 * one after the other. Needs Spring Boot 4 and JUnit 6.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(AutoscalerTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(AutoscalerTypeExcludeFilter.class)
@ImportAutoConfiguration
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
public @interface AutoscalerTest {

    /**
     * When the test begins, for triggers of the type {@code cron} and for schedules.
     *
     * @return as in {@code 2026-01-05T08:00:00Z}. Default: midnight of a Monday in UTC
     */
    @PropertyMapping(AutoscalerTesterAutoConfiguration.STARTING_AT)
    String startingAt() default "2026-01-05T00:00:00Z";

    /**
     * Properties beside those of {@code application.yaml}, and before them.
     *
     * @return in the form {@code key=value}
     */
    String[] properties() default {};

    /**
     * Whether only components of the types above are loaded.
     *
     * @return false to load all components
     */
    boolean useDefaultFilters() default true;

    /**
     * Further components to load.
     *
     * @return filters
     */
    Filter[] includeFilters() default {};

    /**
     * Components to leave out.
     *
     * @return filters
     */
    Filter[] excludeFilters() default {};

    /**
     * Auto-configurations to leave out.
     *
     * @return classes
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
