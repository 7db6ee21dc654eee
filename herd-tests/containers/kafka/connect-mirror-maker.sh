#!/usr/bin/env bash
exec java -Xmx512m -cp '/opt/kafka/libs/*' org.apache.kafka.connect.mirror.MirrorMaker "$@"
