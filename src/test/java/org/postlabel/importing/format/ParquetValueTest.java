package org.postlabel.importing.format;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;

class ParquetValueTest {
  /** Spark, Impala and Hive: nanoseconds of the day and the Julian day, lowest byte first. */
  @Test
  void readsTheTimesOfSpark() {
    assertThat(
        ParquetValue.of(Types.optional(INT96).named("t"), "0x00F83AD28A42000022832500"),
        is("2018-10-10T20:19:24Z"));
  }
}
