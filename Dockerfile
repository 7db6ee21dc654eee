# One image for every server of the herd; the command names the server:
#   docker run server-herd serve Goloman
FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /herd
# The libraries and the build's own plugins are fetched here, to build nothing. They are fetched again only when a pom.xml
# changes.
COPY pom.xml LICENSE NOTICE ./
COPY herd-common/pom.xml herd-common/
COPY herd-server/pom.xml herd-server/
COPY herd-broker/pom.xml herd-broker/
COPY herd-tests/pom.xml herd-tests/
ARG MVN="mvn -B -q -ntp -Dmaven.test.skip -Dspotless.check.skip -Dtrain.skip -pl herd-server -am package"
RUN for module in herd-common herd-server; do \
      mkdir -p $module/src/main/java/io/herd && echo 'package io.herd;' >$module/src/main/java/io/herd/package-info.java; \
    done && $MVN && rm -r herd-*/src herd-*/target
COPY conf/herd.yaml conf/
COPY herd-common/src/main herd-common/src/main
COPY herd-server/src/main herd-server/src/main
# The native libraries lie beside the jar, so that no start unpacks them.
RUN $MVN && cd herd-server/target/built && jar -xf herd-server.jar META-INF/native && mkdir natives \
    && mv META-INF/native/*.so natives && rm -r META-INF

FROM eclipse-temurin:25-jre
# What the user may write to, so that volumes put there are theirs.
RUN useradd --uid 11490 --no-create-home herd \
    && install -d -o herd -g herd -m 0750 /var/log/herd /var/lib/herd /opt/herd/data/places /opt/herd/data/journal
WORKDIR /opt/herd
COPY LICENSE NOTICE ./
COPY conf/herd.yaml conf/
COPY herd-server/container herd-server/jvm.flags ./
COPY --from=build /herd/herd-server/target/built ./
# What the JVM of this image learns in a training run. The heap is small, or on a machine with much memory the cache would
# not fit JVMs with less than 32 GB of heap. Without the cache servers run as well, but start slower.
RUN mkdir /tmp/training && cd /tmp/training \
    && java @/opt/herd/jvm.flags -Djava.library.path=/opt/herd/natives -Xmx512m -XX:AOTCacheOutput=/opt/herd/herd.aot \
       -jar /opt/herd/herd-server.jar train >output.log 2>&1 \
    || cat output.log; rm -rf /tmp/training /tmp/hsperfdata_* /tmp/vertx-cache
# By its number, so that platforms can see that it is not root.
USER 11490
ENV HERD_LOG_DIRECTORY=/var/log/herd HERD_LOG_CONSOLE=true
ENTRYPOINT ["./herd"]
CMD ["--help"]
