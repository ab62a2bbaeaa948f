using System.Text;
using Sockeye.Engine.Authentication;

namespace Sockeye.Tests.HttpForwarding;

internal sealed class TestUsers(params string[] names) : IUserSource
{
    public event Action? Changed;

    public bool HasSubscribers => Changed is not null;

    public UserTable Current { get; private set; } = new(names.Select(name => new User { Name = name, PasswordHash = "secret" }));

    public void Change(string name, Func<User, User> change)
    {
        Current = new UserTable(Current.Users.Select(u => u.Name == name ? change(u) : u).ToList());
        Changed?.Invoke();
    }
}

internal sealed class PlainTextHasher : IPasswordHasher
{
    public string DecoyHash => "";

    public PasswordVerification Verify(ReadOnlySpan<byte> password, string storedHash) =>
        Encoding.UTF8.GetString(password) == storedHash ? PasswordVerification.Succeeded : PasswordVerification.Failed;

    public void Rehash(User user, ReadOnlySpan<byte> password) => throw new InvalidOperationException("No hash here needs it.");
}
