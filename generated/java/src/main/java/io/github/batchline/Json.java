// DO NOT EDIT. Compiled from openapi/ by `make generate`.
package io.github.batchline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Reading and writing JSON. */
public final class Json {
  /**
   * Reads and writes all models and lines. Fields that a newer server adds are ignored; times keep
   * their offset.
   */
  public static final ObjectMapper MAPPER = JsonMapper.builder()
      .addModule(new JavaTimeModule())
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
      .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
      .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
      .build();

  private Json() {}

  /**
   * Reads a value that may be of several types as the first whose required fields it has. What is
   * none of them, as a newer server may send it, stays as it is.
   *
   * @param tree the value
   * @param types the alternatives
   * @return the value, of one of the types, or the JSON itself
   */
  public static Object alternative(JsonNode tree, TypeReference<?>... types) {
    for (TypeReference<?> reference : types) {
      JavaType type = MAPPER.constructType(reference);
      try {
        if (fits(tree, type)) {
          return MAPPER.treeToValue(tree, type);
        }
      } catch (JsonProcessingException e) {
        continue; // it is no such value
      }
    }
    return tree;
  }

  /** Jackson alone would make a text of a number, a whole number of a fraction, and an object without fields of anything. */
  private static boolean fits(JsonNode tree, JavaType type) {
    if (type.hasRawClass(String.class)) {
      return tree.isTextual();
    }
    if (type.hasRawClass(Integer.class) || type.hasRawClass(Long.class)) {
      return tree.isIntegralNumber();
    }
    BeanDescription description = MAPPER.getDeserializationConfig().introspect(type);
    return description.findProperties().stream()
        .allMatch(property -> !property.isRequired() || tree.has(property.getName()));
  }
}
