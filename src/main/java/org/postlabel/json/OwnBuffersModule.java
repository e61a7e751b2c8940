package org.postlabel.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Has a mapper leave no buffer with the thread that uses it, where our classes have a class loader
 * of their own. A cluster loads our classes again for each pipeline, and its threads, which live
 * on, would keep them. Beam's mappers look this up as a service.
 */
public final class OwnBuffersModule extends Module {
  @Override
  public String getModuleName() {
    return OwnBuffersModule.class.getName();
  }

  @Override
  public Version version() {
    return Version.unknownVersion();
  }

  @Override
  @SuppressWarnings("deprecation") // The builder cannot change a factory that Beam has made.
  public void setupModule(SetupContext context) {
    if (OwnBuffersModule.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
      ObjectMapper mapper = context.getOwner();
      mapper.getFactory().disable(JsonFactory.Feature.USE_THREAD_LOCAL_FOR_BUFFER_RECYCLING);
    }
  }
}
