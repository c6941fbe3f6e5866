package dev.tryops.infra.policy;

import java.util.stream.Stream;

/** Clusters and machines as they should and should not be. */
final class ClusterExamples {

    private ClusterExamples() {}

    static Stream<Example> all() {
        return Stream.of(
                new Example(
                        "CKV_AWS_37",
                        "'aws_eks_cluster.c':{'enabled_cluster_log_types':['api','audit','authenticator','controllerManager','scheduler']}",
                        "'aws_eks_cluster.c':{'enabled_cluster_log_types':['api','audit']}"),
                new Example(
                        "CKV_AWS_38",
                        "'aws_eks_cluster.c':{'vpc_config':{'endpoint_public_access':true,'public_access_cidrs':['203.0.113.0/24']}}",
                        "'aws_eks_cluster.c':{'vpc_config':{'endpoint_public_access':true,'public_access_cidrs':['0.0.0.0/0']}}"),
                new Example(
                        "CKV_AWS_39",
                        "'aws_eks_cluster.c':{'vpc_config':{'endpoint_public_access':false}}",
                        "'aws_eks_cluster.c':{'vpc_config':{'endpoint_private_access':true}}"),
                new Example(
                        "CKV_AWS_58",
                        "'aws_eks_cluster.c':{'encryption_config':{'resources':['secrets'],'provider':{'key_arn':'${aws_kms_key.k.arn}'}}}",
                        "'aws_eks_cluster.c':{'encryption_config':{'resources':['secrets']}}"),
                new Example(
                        "CKV_AWS_339",
                        "'aws_eks_cluster.c':{'version':'1.33'}",
                        "'aws_eks_cluster.c':{'version':'1.28'}"),
                new Example(
                        "CKV_AWS_100",
                        "'aws_eks_node_group.n':{}",
                        "'aws_eks_node_group.n':{'remote_access':{'ec2_ssh_key':'k'}}"),
                new Example(
                        "CKV_AWS_79",
                        "'aws_launch_template.t':{'metadata_options':{'http_tokens':'required'}}",
                        "'aws_launch_template.t':{'metadata_options':{'http_tokens':'optional'}}"),
                new Example(
                        "CKV_AWS_341",
                        "'aws_launch_template.t':{'metadata_options':{'http_put_response_hop_limit':1}}",
                        "'aws_launch_template.t':{'metadata_options':{'http_put_response_hop_limit':2}}"),
                new Example(
                        "CKV_AWS_88",
                        "'aws_launch_template.t':{'network_interfaces':[{'associate_public_ip_address':'false'}]}",
                        "'aws_launch_template.t':{'network_interfaces':[{},{'associate_public_ip_address':'true'}]}"),
                new Example(
                        "CKV_AWS_46",
                        "'aws_launch_template.t':{'user_data':'IyEvYmluL2Jhc2g='}",
                        "'aws_launch_template.t':{'user_data':'QVdTX1NFQ1JFVF9BQ0NFU1NfS0VZPW5vdC1hLXNlY3JldA=='}"),
                new Example(
                        "CKV_AWS_3",
                        "'aws_launch_template.t':{'block_device_mappings':[{'ebs':{'encrypted':'true'}}]}",
                        "'aws_launch_template.t':{'block_device_mappings':[{'ebs':{'encrypted':'true'}},{'ebs':{'volume_size':20}}]}"),
                new Example(
                        "CKV_AWS_189",
                        "'aws_launch_template.t':{'block_device_mappings':[{'ebs':{'kms_key_id':'k'}}]}",
                        "'aws_ebs_volume.v':{'encrypted':true}"),
                new Example(
                        "CKV2_AWS_2",
                        "'aws_ebs_volume.v':{'encrypted':true},'aws_volume_attachment.a':{'volume_id':'${aws_ebs_volume.v.id}'}",
                        "'aws_ebs_volume.v':{},'aws_volume_attachment.a':{'volume_id':'${aws_ebs_volume.v.id}'}"));
    }
}
