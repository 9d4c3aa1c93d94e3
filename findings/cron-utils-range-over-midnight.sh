#!/usr/bin/env bash
# A range of hours over midnight, as Quartz has it, is accepted by cron-utils' Quartz parser and then means its first hour
# alone; so do ranges of days over the end of a month (the first day alone) and of months over the new year (the first month
# alone). Ranges of days of the week do go round. The parsers for the other dialects refuse such hours.
#
# Versions: Maven com.cronutils:cron-utils:9.2.1 (CronType.QUARTZ), org.quartz-scheduler:quartz:2.5.2.
# Input: four expressions that Quartz documents or takes, and the next five times after noon of 1 January 2026, in UTC.
# A good guess: the same times from both, or an error.
# Output seen:
#   0 0 22-2 * * ?  Quartz: 01-01T22 01-01T23 01-02T00 01-02T01 01-02T02
#     cron-utils: 01-01T22 01-02T22 01-03T22 01-04T22 01-05T22
#   0 0 0 29-2 * ?  Quartz: 01-02T00 01-29T00 01-30T00 01-31T00 02-01T00
#     cron-utils: 01-29T00 03-29T00 04-29T00 05-29T00 06-29T00
#   0 0 0 1 NOV-FEB ?  Quartz: 02-01T00 11-01T00 12-01T00 01-01T00 02-01T00
#     cron-utils: 11-01T00 11-01T00 11-01T00 11-01T00 11-01T00
#   0 0 0 ? * FRI-MON  Quartz: 01-02T00 01-03T00 01-04T00 01-05T00 01-09T00
#     cron-utils: 01-02T00 01-03T00 01-04T00 01-05T00 01-09T00
#
# Exits with a code other than 0 if this changes. Needs a JDK 17 or newer and Maven.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>cron</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>com.cronutils</groupId><artifactId>cron-utils</artifactId><version>9.2.1</version></dependency>
    <dependency><groupId>org.quartz-scheduler</groupId><artifactId>quartz</artifactId><version>2.5.2</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=jars

cat > Ask.java <<'JAVA'
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

class Ask {
    private static final ZonedDateTime START = ZonedDateTime.of(2026, 1, 1, 12, 0, 0, 0, ZoneOffset.UTC);

    public static void main(String[] args) throws Exception {
        for (String text : args) {
            var quartz = new CronExpression(text);
            quartz.setTimeZone(TimeZone.getTimeZone("UTC"));
            var line = new StringBuilder(text + "  Quartz:");
            var time = START;
            for (int i = 0; i < 5; i++) {
                Instant next = quartz.getNextValidTimeAfter(Date.from(time.toInstant())).toInstant();
                time = next.atZone(ZoneOffset.UTC);
                line.append(' ').append(shown(time));
            }
            line.append("  cron-utils:");
            var cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ)).parse(text);
            time = START;
            for (int i = 0; i < 5; i++) {
                time = ExecutionTime.forCron(cron).nextExecution(time).orElseThrow();
                line.append(' ').append(shown(time));
            }
            System.out.println(line);
        }
    }

    private static String shown(ZonedDateTime time) {
        return time.toLocalDateTime().toString().substring(5, 13);
    }
}
JAVA
seen=$(java -cp 'jars/*' Ask.java '0 0 22-2 * * ?' '0 0 0 29-2 * ?' '0 0 0 1 NOV-FEB ?' '0 0 0 ? * FRI-MON' 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='0 0 22-2 * * ?  Quartz: 01-01T22 01-01T23 01-02T00 01-02T01 01-02T02  cron-utils: 01-01T22 01-02T22 01-03T22 01-04T22 01-05T22
0 0 0 29-2 * ?  Quartz: 01-02T00 01-29T00 01-30T00 01-31T00 02-01T00  cron-utils: 01-29T00 03-29T00 04-29T00 05-29T00 06-29T00
0 0 0 1 NOV-FEB ?  Quartz: 02-01T00 11-01T00 12-01T00 01-01T00 02-01T00  cron-utils: 11-01T00 11-01T00 11-01T00 11-01T00 11-01T00
0 0 0 ? * FRI-MON  Quartz: 01-02T00 01-03T00 01-04T00 01-05T00 01-09T00  cron-utils: 01-02T00 01-03T00 01-04T00 01-05T00 01-09T00'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
