using CsCheck;
using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.Authentication;

public sealed class UserTableTests
{
    [Fact]
    public void With_AnyChanges_IsTheTableThatTheyMakeAndTheOldOneStays() =>
        Gen.Select(Gen.Int[0, 300], Gen.Select(Gen.Int[0, 400], Gen.Bool).List[0, 60].List[1, 12]).Sample(
            (first, rounds) =>
            {
                var model = Enumerable.Range(0, first).ToDictionary(Name, i => NewUser(Name(i)), StringComparer.Ordinal);
                var table = new UserTable(model.Values);
                foreach (var round in rounds)
                {
                    var (before, inModel) = (table, model.ToDictionary(StringComparer.Ordinal));
                    var changes = round.Select(c => KeyValuePair.Create(Name(c.Item1), c.Item2 ? NewUser(Name(c.Item1)) : null)).ToList();
                    foreach (var (name, user) in changes)
                    {
                        model.Remove(name);
                        if (user is not null)
                            model.Add(name, user);
                    }

                    table = table.With(changes);
                    ShouldBeSame(table, model);
                    ShouldBeSame(before, inModel);
                }
            },
            iter: 200);

    [Fact]
    public void With_Nothing_IsTheSameTable()
    {
        var table = new UserTable([NewUser("alice")]);
        table.With([]).ShouldBeSameAs(table);
    }

    private static void ShouldBeSame(UserTable table, Dictionary<string, User> model)
    {
        table.Count.ShouldBe(model.Count);
        table.Users.ToHashSet(ReferenceEqualityComparer.Instance).SetEquals(model.Values).ShouldBeTrue();
        Enumerable.Range(0, 401).Select(Name).All(name => ReferenceEquals(table.Find(name), model.GetValueOrDefault(name))).ShouldBeTrue();
    }

    private static string Name(int i) => $"user{i}";

    private static User NewUser(string name) => new() { Name = name, PasswordHash = "hash" };
}
