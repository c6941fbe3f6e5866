package dev.tryops.cli.aws;

import java.util.List;
import java.util.Map;

/**
 * How emptying a bucket ended.
 *
 * @param deleted versions and delete markers
 * @param empty whether the last look found nothing
 * @param failures how many stay, by S3's code
 * @param examples the first few of these, with what S3 said
 */
public record Emptied(String bucket, long deleted, boolean empty, Map<String, Long> failures, List<String> examples) {}
