using Funnel.Sandbox;
using Funnel.Sandbox.Comments;
using Funnel.Sandbox.Douyin;

namespace Funnel.Connectors.Tests.Sandbox;

/// <summary>The parts of a sandbox's Douyin, for tests that are about it.</summary>
internal static class DouyinOfWorld
{
    extension(World world)
    {
        public DouyinSource Douyin => world.Sources.OfType<DouyinSource>().Single();

        public Merchant Merchant => world.Douyin.Merchant;

        public Grants Grants => world.Douyin.Grants;

        public Wall Wall => world.Douyin.Shop.Wall;

        public Chats Chats => world.Douyin.Chats;

        public Webhooks Webhooks => world.Douyin.Webhooks;
    }
}
