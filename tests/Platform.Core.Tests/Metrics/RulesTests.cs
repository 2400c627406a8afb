using Platform.TestKit.Services;

namespace Platform.Core.Tests.Metrics;

/// <summary>
/// The rules that the figures follow, in one table, each with a test that fails when it doesn't hold: edge cases of deliveries,
/// ways to make figures look good, and how values are kept and merged.
/// </summary>
public sealed class RulesTests
{
    private static readonly Dictionary<string, string> Sources = Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*Tests.cs", SearchOption.AllDirectories)
        .GroupBy(file => Path.GetFileNameWithoutExtension(file))
        .ToDictionary(files => files.Key, files => string.Concat(files.Select(File.ReadAllText)));

    /// <value>The rule, and the test as <c>Class.Method</c>.</value>
    public static TheoryData<string, string> Rules => new()
    {
        { "a component's first deployment has no lead time", "LeadTimeTests.What_the_first_deployment_brings_has_no_lead_time" },
        { "the same version again counts raw, not net", "RollbackTests.The_same_version_again_is_counted_raw_only" },
        { "an older version is a rollback",
            "RollbackTests.An_older_version_is_a_deployment_and_a_rollback_but_no_net_deployment" },
        { "a squash keeps its commits' times", "LeadTimeTests.A_squashed_change_keeps_the_times_of_its_commits" },
        { "a deployed head joins, too", "LeadTimeTests.A_deployment_of_the_branch_itself_joins_by_its_head" },
        { "an amend doesn't reset the clock", "LeadTimeTests.An_amended_commit_doesn_t_reset_the_clock" },
        { "future dates are cut", "LeadTimeTests.A_commit_from_the_future_began_when_it_was_heard_of" },
        { "a commit may come after its deployment", "LeadTimeTests.A_commit_that_arrives_after_its_deployment_is_resolved_then" },
        { "late and reordered events", "OracleTests.Order_repetition_and_lateness_make_no_difference_to_a_byte" },
        { "a monorepo by paths", "FailureTests.A_monorepo_s_commits_count_for_the_components_whose_files_they_touch" },
        { "several repositories, one deployment",
            "FailureTests.One_pipeline_of_two_repositories_is_one_deployment_with_a_change_set_of_each" },
        { "several regions, one rollout", "FailureTests.Regions_of_one_revision_are_one_rollout_from_the_first_to_the_last" },
        { "an incident in the instant", "FailureTests.An_incident_in_the_instant_of_a_deployment_belongs_to_one_of_two" },
        { "an incident without a service", "FailureTests.An_incident_without_a_component_is_nobody_s_but_its_team_s" },
        { "a run again is an attempt", "FailureTests.A_run_that_is_tried_again_is_another_attempt" },
        { "no data is null with a reason", "LeadTimeTests.No_data_is_no_figure_and_says_why" },
        { "no deployment, no rates", "LeadTimeTests.A_component_that_never_deployed_has_no_frequency_and_no_rates" },
        { "weeks without are zeros", "DeployDaysTests.Weeks_without_a_deployment_are_zeros_in_the_median" },
        { "weeks before and after are none",
            "DeployDaysTests.Weeks_before_the_first_and_after_the_last_deployment_are_no_weeks_of_the_component" },
        { "ISO weeks", "DeployDaysTests.Weeks_are_those_of_ISO_8601" },
        { "the organisation's days", "DeployDaysTests.Days_begin_where_the_organisation_is" },
        { "the median's convention", "DistributionTests.One_two_ten_and_a_hundred_have_a_median_by_convention" },
        { "G1", "GamingWatchTests.G1_rollbacks_are_named" },
        { "G2", "GamingWatchTests.G2_deployments_that_bring_nothing_are_named" },
        { "G3", "GamingWatchTests.G3_a_part_of_a_change_is_named" },
        { "G4", "GamingWatchTests.G4_a_late_start_shows_what_it_leaves_out" },
        { "G5", "GamingWatchTests.G5_what_is_deployed_and_not_released_is_named" },
        { "G6", "GamingWatchTests.G6_a_change_that_is_older_than_its_commits_is_named" },
        { "G7", "GamingWatchTests.G7_failures_without_an_incident_are_named" },
        { "G8", "GamingWatchTests.G8_incidents_that_opened_again_are_named" },
        { "G9", "GamingWatchTests.G9_production_under_another_tier_is_named" },
        { "G10", "GamingWatchTests.G10_a_component_that_the_pool_hides_is_named" },
        { "G11", "GamingWatchTests.G11_deployments_of_bots_are_named" },
        { "G12", "GamingWatchTests.G12_the_weight_of_weekends_is_told" },
        { "G13", "GamingWatchTests.G13_changes_that_never_arrive_are_named" },
        { "G14", "GamingWatchTests.G14_a_closed_day_that_changed_is_named_with_before_and_after" },
        { "whose fault a rollback is", "RollbackTests.Whose_fault_a_rollback_is_can_be_chosen" },
        { "the denominator of failures", "RollbackTests.Rollbacks_can_be_left_out_of_the_denominator" },
        { "reverts", "RollbackTests.A_revert_is_a_rollback_of_what_brought_the_original" },
        { "a revert with its original", "RollbackTests.A_revert_that_comes_together_with_its_original_repairs_nothing" },
        { "hotfixes", "RollbackTests.A_hotfix_fails_what_it_was_made_for" },
        { "equal content", "RollbackTests.A_new_commit_with_an_older_content_is_a_rollback" },
        { "declared rollbacks", "RollbackTests.What_the_event_calls_a_rollback_is_one_and_blames_what_it_supersedes" },
        { "Argo CD's rollback", "DeployerTests.A_return_to_an_entry_of_the_history_is_a_rollback" },
        { "Argo CD's repeated trigger", "DeployerTests.What_is_told_again_because_pods_were_replaced_is_the_same_deployment" },
        { "Argo CD's trigger is not once per revision", "ArgoCdTemplateTests.No_trigger_is_once_per_revision" },
        { "ten percent of rollbacks, ten deployments",
            "DeliveryRuleTests.Rollbacks_above_ten_percent_of_ten_or_more_are_told_and_confirmed_when_it_is_no_chance" },
        { "Wilson's bound", "DeliveryRuleTests.Wilsons_bound_is_that_of_the_published_table" },
        { "medians merge by values", "DistributionTests.Merging_parts_is_the_same_as_collecting_all" },
        { "exact up to 256, a sketch above", "DistributionTests.Up_to_256_values_are_kept_and_more_are_a_sketch" },
        { "a sketch's accuracy", "DistributionTests.A_sketch_s_quantiles_are_off_by_its_accuracy_at_most" },
        { "parts merge in any order", "BucketMergeTests.Parts_come_to_the_same_in_any_order_and_grouping" },
        { "rollups are the definitions", "OracleTests.Rollups_are_what_the_definitions_say" },
        { "the end of a deployment stays", "FailureTests.A_finished_deployment_keeps_its_end_when_it_is_called_inactive_later" },
        { "open incidents are told, not counted", "FailureTests.An_open_incident_is_told_of_and_has_no_recovery" },
        { "reopened incidents end last", "FailureTests.An_incident_that_is_opened_again_ends_with_its_last_resolution" },
        { "several incidents, one failure", "FailureTests.Three_incidents_of_one_of_four_deployments" },
        { "a pipeline beside GitHub counts once", "GitHubDeploymentTests.What_the_pipeline_tells_itself_is_the_same_deployment" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_has_a_test(string rule, string test)
    {
        var (of, method) = test.Split('.') is [var first, var second] ? (first, second) : (test, string.Empty);

        Assert.True(Sources.TryGetValue(of, out var source), $"{rule}: no {of}");
        Assert.True(
            source.Contains($" {method}(", StringComparison.Ordinal), $"{rule}: {of} has no {method}");
    }
}
