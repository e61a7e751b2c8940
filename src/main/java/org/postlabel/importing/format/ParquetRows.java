package org.postlabel.importing.format;

import static java.util.stream.Collectors.toSet;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.PrimitiveType;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.json.Json;

/** The rows of a Parquet file, each as a JSON object. Not thread-safe. */
final class ParquetRows implements RowSource {
  private static final ObjectMapper JSON = Json.mapper();

  /** Others need Hadoop. */
  private static final Set<CompressionCodecName> READ =
      Set.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.ZSTD);

  private final Stream<Map<String, Object>> stream;
  private final Iterator<Map<String, Object>> rows;
  private long row;

  /**
   * Opens {@code file}.
   *
   * @param ignored is told the lists, which are left out: the reader takes one value of each row
   * @throws FileUnusableException when it is compressed in a way that we do not read
   */
  ParquetRows(File file, IgnoredColumns ignored) throws IOException {
    ParquetMetadata metadata = metadata(file);
    requireReadable(file, metadata);
    Set<String> lists = lists(metadata);
    Map<String, PrimitiveType> types = types(metadata);
    lists.forEach(list -> ignored.add(list + " (a list; write it as one text)"));
    stream =
        ParquetReader.streamContent(
            file,
            new Hydrator<Map<String, Object>, Map<String, Object>, String[]>() {
              @Override
              public Map<String, Object> start() {
                return new LinkedHashMap<>();
              }

              @Override
              public Map<String, Object> add(
                  Map<String, Object> fields, String[] path, Object value) {
                if (!lists.contains(path[0])) {
                  String name = String.join(".", path);
                  fields.put(name, ParquetValue.of(types.get(name), value));
                }
                return fields;
              }

              @Override
              public Map<String, Object> finish(Map<String, Object> fields) {
                return fields;
              }
            });
    rows = stream.iterator();
  }

  /** The names of the columns that hold more than one value in a row. */
  private static Set<String> lists(ParquetMetadata metadata) {
    return metadata.getFileMetaData().getSchema().getColumns().stream()
        .filter(column -> column.getMaxRepetitionLevel() > 0)
        .map(column -> column.getPath()[0])
        .collect(toSet());
  }

  private static Map<String, PrimitiveType> types(ParquetMetadata metadata) {
    Map<String, PrimitiveType> types = new HashMap<>();
    for (ColumnDescriptor column : metadata.getFileMetaData().getSchema().getColumns()) {
      types.put(String.join(".", column.getPath()), column.getPrimitiveType());
    }
    return types;
  }

  private static void requireReadable(File file, ParquetMetadata metadata) {
    metadata.getBlocks().stream()
        .flatMap(block -> block.getColumns().stream())
        .map(ColumnChunkMetaData::getCodec)
        .filter(codec -> !READ.contains(codec))
        .findFirst()
        .ifPresent(
            codec -> {
              throw new FileUnusableException(
                  file.toString(),
                  "is Parquet compressed by " + codec + "; write it with SNAPPY or ZSTD");
            });
  }

  private static ParquetMetadata metadata(File file) throws IOException {
    try {
      return ParquetReader.readMetadata(file);
    } catch (RuntimeException e) {
      // Thrown as it is for a file that was cut off.
      throw new IOException("not a whole Parquet file", e);
    }
  }

  @Override
  public RawRows.Row next() throws IOException {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      row++;
      return RawRows.Row.of(row, JSON.writeValueAsString(rows.next()));
    } catch (JsonProcessingException e) {
      throw new IOException("a value that is no text, number or boolean");
    } catch (ParquetRuntimeException e) {
      throw new IOException("not valid Parquet", e);
    }
  }

  /** The row: the first is 1. */
  @Override
  public long line() {
    return row;
  }

  @Override
  public void close() {
    stream.close();
  }
}
