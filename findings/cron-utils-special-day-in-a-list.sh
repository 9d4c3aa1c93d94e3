#!/usr/bin/env bash
# In a list of days, cron-utils forgets the last day of the month and the last working day without an error, where Quartz
# keeps both: of "the 10th and the last" remains the 10th. Alone, either is read.
#
# Versions: Maven com.cronutils:cron-utils:9.2.1 (CronType.QUARTZ), org.quartz-scheduler:quartz:2.5.2.
# Input: two such lists, and the next five times after noon of 1 January 2026, in UTC.
# A good guess: the same times from both, or an error.
# Output seen:
#   0 0 0 10,LW * ?  Quartz: 01-10T00 01-30T00 02-10T00 02-27T00 03-10T00
#     cron-utils: 01-10T00 02-10T00 03-10T00 04-10T00 05-10T00
#   0 0 0 10,L * ?  Quartz: 01-10T00 01-31T00 02-10T00 02-28T00 03-10T00
#     cron-utils: 01-10T00 02-10T00 03-10T00 04-10T00 05-10T00
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
seen=$(java -cp 'jars/*' Ask.java '0 0 0 10,LW * ?' '0 0 0 10,L * ?' 2>errors.log) || { cat errors.log >&2; exit 1; }
echo "$seen"
expected='0 0 0 10,LW * ?  Quartz: 01-10T00 01-30T00 02-10T00 02-27T00 03-10T00  cron-utils: 01-10T00 02-10T00 03-10T00 04-10T00 05-10T00
0 0 0 10,L * ?  Quartz: 01-10T00 01-31T00 02-10T00 02-28T00 03-10T00  cron-utils: 01-10T00 02-10T00 03-10T00 04-10T00 05-10T00'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
